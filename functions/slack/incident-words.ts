// What `/claw incident …` means. A real incident holds agents back, so a mistyped word must never declare one.

import { brief } from '#blocks/shared/escape.ts'
import { type Declaration, parseDeclaration } from '#domain/incident/declaration.ts'
import { parseSwitchPhrase } from '#domain/kill-switch/phrase.ts'
import { distance } from '#domain/shared/nearest.ts'
import { type IncidentVerb, incidentVerbs, verbHelp } from './incident-verbs.ts'

export type IncidentWords =
  | { kind: 'list' }
  | { kind: 'help' }
  | { kind: 'report'; id: string | undefined }
  /** Nothing is done; the sentence says what to type instead. */
  | { kind: 'refused'; sentence: string }
  /** It may be another command: somebody has to say that it is an incident. */
  | { kind: 'confirm'; sentence: string; declaration: Declaration }
  | ({ kind: 'declare' } & Declaration)

const refused = (sentence: string): IncidentWords => ({
  kind: 'refused',
  sentence: `Nothing was declared. ${sentence}`,
})

const verbs = Object.keys(incidentVerbs) as IncidentVerb[]
const sameLetters = (one: string, other: string): boolean =>
  [...one].sort().join() === [...other].sort().join()

/**
 * The verb that a word is or was meant to be. In a short word a changed letter usually makes another word (slow, load,
 * lost), so unless an id follows only a missing, a doubled or a swapped letter counts there.
 */
const verbOf = (word: string, beforeId: boolean): IncidentVerb | undefined => {
  const said = word.toLowerCase()
  return (
    verbs.find((verb) => verb === said) ??
    verbs.find(
      (verb) =>
        sameLetters(said, verb) ||
        (distance(said, verb) <= 1 && (beforeId || said.length !== verb.length || said.length > 4)),
    )
  )
}

const confirm = (sentence: string, declaration: Declaration): IncidentWords => ({
  kind: 'confirm',
  sentence: `Nothing was declared. ${sentence} If it is a new incident, press the button.`,
  declaration,
})

const stopping = /^(pause|stop|halt|kill|freeze|suspend|resume|unpause|continue)\b[\s:]*(.*)$/is

/** What is said of words that would stop agents or let them go on, were they not behind “incident”. */
const aboutAgents = (title: string): string | undefined => {
  const [, verb = '', rest = ''] = stopping.exec(title) ?? []
  if (verb === '') return undefined
  const phrase = parseSwitchPhrase(rest)
  if ('problem' in phrase || (phrase.target.kind === undefined && rest.includes(' '))) return undefined
  return `To do that, type /claw ${verb.toLowerCase()} ${brief(rest, 60) || 'all'}.`
}

/** What is said of words that are rather about an incident than about what happened; undefined when they declare one. */
const aboutAnother = (title: string): { verb: IncidentVerb; id: string | undefined } | string | undefined => {
  const [, first = '', rest = ''] = /^(\S+?)[.,:;!?]*(?:\s+(.*))?$/s.exec(title) ?? []
  const number = /^(?:inc[-_\s]*|#)(\d{1,9})(?!\w)/i
  const [, own] = number.exec(title) ?? []
  if (own) return `INC-${own} is a number that incidents have. ${verbHelp('report', `INC-${own}`)}`
  const [, named] = number.exec(rest) ?? /^(\d{1,9})[.,:;!?]*$/.exec(rest) ?? []
  if (rest !== '' && named === undefined && !/^id$/i.test(rest)) return undefined
  const verb = verbOf(first, rest !== '')
  return verb && { verb, id: named && `INC-${named}` }
}

const listing = /^list\s+(?:all|open|incidents)$/i

export const readIncidentWords = (typed: string): IncidentWords => {
  if (typed.trim() === '') return { kind: 'list' }
  const declaration = parseDeclaration(typed)
  if ('sentence' in declaration) return refused(declaration.sentence)
  const { title, severity, drill } = declaration
  if (title === '') return refused('Say in a few words what happened: /claw incident sev2 mails go out twice')
  if (listing.test(title)) return { kind: 'list' }
  if (/^drill[.,:;!]*(?:\s|$)/i.test(title))
    return confirm('Write --drill for a drill: /claw incident sev2 --drill mails go out twice.', declaration)
  const stop = aboutAgents(title)
  if (stop) return confirm(stop, declaration)
  const other = aboutAnother(title)
  if (other === undefined) return { kind: 'declare', ...declaration }
  if (typeof other === 'string') return confirm(other, declaration)
  const [said = ''] = title.toLowerCase().split(/\s/)
  const plain = said === other.verb && severity === undefined && !drill
  if (plain && other.id === undefined && (said === 'list' || said === 'help')) return { kind: said }
  if (plain && said === 'report' && !/\sid$/i.test(title)) return { kind: 'report', id: other.id }
  return confirm(verbHelp(other.verb, other.id), declaration)
}
