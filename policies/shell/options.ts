// Reads a program's arguments by the list of options that are known to be harmless; any other option is a reason to ask.
import type { Word } from './parse.ts'

export interface Options {
  /** Letters that stand alone, as in `-la`. */
  flags: string
  /** Long names that stand alone; with `?` behind them they may carry a value after `=`. */
  long?: string
  /** Letters and long names that take a value. */
  values?: string
  /** Whether `-20` is understood. */
  numbers?: boolean
  /** Whether everything behind the first operand is an operand. */
  early?: boolean
}

export interface Arguments {
  given: { name: string; value?: Word }[]
  operands: Word[]
}

/** An option's value may be a secret, and nobody needs it to understand. */
export const nameOnly = (text: string): string => text.split('=')[0]!.slice(0, 40)
const split = (names = ''): string[] => names.split(' ').filter(Boolean)

const valueWord = (word: Word, from: number): Word => ({ ...word, text: word.text.slice(from), home: false })

/** The arguments taken apart, or what is wrong with them, in words. */
export const readOptions = (words: readonly Word[], options: Options): Arguments | string => {
  const valued = new Set(split(options.values))
  const long = new Map(split(options.long).map((name) => [name.replace('?', ''), name.endsWith('?')]))
  const given: Arguments['given'] = []
  const operands: Word[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    const { text } = word
    const next = (): Word | undefined => words[++index]
    if (text === '--') {
      operands.push(...words.slice(index + 1))
      break
    }
    if (text === '-' || !text.startsWith('-')) {
      if (options.early) {
        operands.push(...words.slice(index))
        break
      }
      operands.push(word)
      continue
    }
    if (word.glob && !text.startsWith('--')) return `is given an option with a wildcard (“${nameOnly(text)}”)`
    if (text.startsWith('--')) {
      const name = text.slice(2).split('=')[0]!
      const carries = text.includes('=')
      if (valued.has(name)) {
        const value = carries ? valueWord(word, name.length + 3) : next()
        if (!value) return `is given “--${name}” without its value`
        given.push({ name, value })
      } else if (long.has(name) && (!carries || long.get(name))) given.push({ name })
      else return `is given “${nameOnly(text)}”, which is not known to be harmless`
      continue
    }
    if (options.numbers && /^-\d+$/.test(text)) continue
    for (let at = 1; at < text.length; at++) {
      const letter = text[at]!
      if (options.flags.includes(letter)) {
        given.push({ name: letter })
        continue
      }
      if (options.numbers && /\d/.test(letter)) continue
      if (!valued.has(letter)) return `is given “-${letter}”, which is not known to be harmless`
      const value = at + 1 < text.length ? valueWord(word, at + 1) : next()
      if (!value) return `is given “-${letter}” without its value`
      given.push({ name: letter, value })
      break
    }
  }
  return { given, operands }
}

export const has = ({ given }: Arguments, ...names: string[]): boolean =>
  given.some(({ name }) => names.includes(name))
export const valuesOf = ({ given }: Arguments, ...names: string[]): Word[] =>
  given.flatMap(({ name, value }) => (value && names.includes(name) ? [value] : []))
