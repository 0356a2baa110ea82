// From a template of the table of issuers to what it describes: its parts, and the patterns that find them in a text.
import { alphabets, type Issuer, issuers } from './issuers.ts'

/** A template without alternatives, in parts: literal text, or a run of characters. */
export type Part = string | { alphabet: string; least: number; most: number }

const withoutAlternatives = (template: string): string[] => {
  const group = /\(([^()]{1,400})\)/.exec(template)
  if (!group) return [template]
  const [before, after] = [template.slice(0, group.index), template.slice(group.index + group[0].length)]
  return group[1]!.split('|').flatMap((each) => withoutAlternatives(before + each + after))
}
const partsOf = (template: string): Part[] =>
  template
    .split(/(\{\w\d+(?:-\d+)?\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const run = /^\{(\w)(\d+)(?:-(\d+))?\}$/.exec(part)
      if (!run) return part
      const least = Number(run[2])
      return { alphabet: run[1]!, least, most: Number(run[3] ?? least) }
    })

export interface Shape {
  kind: string
  parts: readonly Part[]
  exact: boolean
}
export const shapesOf = ({ kind, template }: Issuer): Shape[] => {
  const exact = template.endsWith('!')
  return withoutAlternatives(exact ? template.slice(0, -1) : template).map((each) => ({
    ...{ kind, exact },
    parts: partsOf(each),
  }))
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

interface Known {
  kind: string
  /** Where it has to begin; sticky. */
  pattern: RegExp
  /** The issuer's own characters at the beginning; the rest can be asked whether it is random. */
  head: string
}

const headOf = ([first]: readonly Part[]): string => (typeof first === 'string' ? first : '')

/**
 * Formats change: what goes on in the same alphabet belongs to the credential, unless the end is part of the format; and
 * behind an unmistakable name twenty characters are enough.
 */
const FURTHER = 200
const ENOUGH = 20
const patternOf = ({ parts, exact }: Shape): RegExp => {
  const isTelling = parts.length === 2 && /^.{5,}[_-]$/.test(headOf(parts))
  const source = parts.map((part, i) => {
    if (typeof part === 'string') return escaped(part)
    const last = i === parts.length - 1 && !exact
    const least = last && isTelling ? Math.min(part.least, ENOUGH) : part.least
    return `[${alphabets[part.alphabet]}]{${least},${part.most + (last ? FURTHER : 0)}}`
  })
  return new RegExp(`${source.join('')}${exact ? '(?![A-Za-z0-9_-])' : ''}`, 'y')
}

const all = issuers.flatMap(shapesOf)

/** By their first two characters: almost no word of a text begins like any of them. */
const byHead = new Map<number, Known[]>()
const codeOf = (text: string, at: number): number => text.charCodeAt(at) * 0x1_0000 + text.charCodeAt(at + 1)
/** Those that begin with a run: Telegram's number, Terraform's fourteen characters. */
const headless: Known[] = []
for (const shape of all) {
  const head = headOf(shape.parts)
  const known = { kind: shape.kind, pattern: patternOf(shape), head }
  if (head.length < 2) headless.push(known)
  else byHead.set(codeOf(head, 0), [...(byHead.get(codeOf(head, 0)) ?? []), known])
}
for (const some of byHead.values()) some.sort((a, b) => b.head.length - a.head.length)

/** What may stand at `at` in the text, most telling first. */
export const knownBy = (text: string, at: number): readonly Known[] => byHead.get(codeOf(text, at)) ?? nobody
const nobody: readonly Known[] = []
export const knownByShape: readonly Known[] = headless
