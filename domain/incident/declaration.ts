// What was typed to declare an incident: how bad, whether it is a drill, and what happened. Slack and the terminal read alike.
import { nearest } from '../shared/nearest.ts'
import { type Severity, severityOf } from './severity.ts'

export interface Declaration {
  severity: Severity | undefined
  unsure: boolean
  drill: boolean
  title: string
}

interface Typed {
  /** A shell has read the options and taken the quotes away: `--force` is a part of what happened. */
  shell?: boolean
}

/** Phones and desktops turn two hyphens into one of the longer dashes. */
const optionWord = /^(-+|[‐-―−]+)([\p{L}][^\s]*?)[.,:;!]*$/u
const optionNames = ['drill', 'dry-run', 'exercise', 'practice', 'test']

/** `--drill` however it was typed; of any other option what is wrong with it; undefined for a word that is none. */
const optionOf = (word: string, { shell }: Typed): { drill: true } | { sentence: string } | undefined => {
  const [, dashes = '', name = ''] = optionWord.exec(word) ?? []
  if (name === '') return undefined
  if (name.toLowerCase() === 'drill') return { drill: true }
  const meant = nearest(name.replace(/=.*$/, ''), optionNames)
  // One hyphen begins many words that are no option, and what the shell left is none unless a drill may be meant.
  if (dashes === '-' && meant !== 'drill') return undefined
  if (shell && meant === undefined) return undefined
  return {
    sentence: `There is no option “${word.slice(0, 40)}”.${
      meant ? ' Did you mean --drill?' : ' The only one is --drill.'
    } If it is a part of what happened, leave out the hyphens.`,
  }
}

/** `sev 2` and `severity 2`, where the severity stands, are read as `sev2`. */
const joined = (typed: string): string =>
  typed.trim().replace(/^((?:[-‐-―−]+\S+\s+)*)sev(?:erity)?[\s-]*(?=\d)/iu, '$1sev')

/** `sev2`, `sev2?` for unsure and `--drill` in any order at the beginning, and then what happened. */
export const parseDeclaration = (typed: string, how: Typed = {}): Declaration | { sentence: string } => {
  const found: Omit<Declaration, 'title'> = { severity: undefined, unsure: false, drill: false }
  const rest: string[] = []
  for (const [index, word] of joined(typed).split(/\s+/).entries()) {
    const option = optionOf(word, how)
    if (option && 'sentence' in option) return option
    if (option) {
      found.drill = true
      continue
    }
    const bare = word.replace(/[?:,.!]+$/, '')
    // A bare number is more likely a part of what happened.
    const severity = index < 3 && !found.severity && !/^\d/.test(word) ? severityOf(bare) : undefined
    if (severity) {
      found.severity = severity
      found.unsure = word.includes('?')
    } else if (rest.length === 0 && /^sev-?\d/i.test(word))
      return {
        sentence: `“${word.slice(0, 40)}” is no severity: there are sev1 (worst), sev2, sev3 and sev4.`,
      }
    else rest.push(word)
  }
  return { ...found, title: rest.join(' ').trim() }
}
