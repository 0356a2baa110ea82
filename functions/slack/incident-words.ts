// What `/claw incident …` means. A real incident holds agents back, so a mistyped word must never declare one.
import { type Declaration, parseDeclaration } from '#domain/incident/declaration.ts'
import { distance } from '#domain/shared/nearest.ts'
import { type IncidentVerb, incidentVerbs, verbHelp } from './incident-verbs.ts'

export type IncidentWords =
  | { kind: 'list' }
  | { kind: 'help' }
  | { kind: 'report'; id: string }
  /** Nothing is done; the sentence says what to type instead. */
  | { kind: 'refused'; sentence: string }
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

const MORE = 'If it is a new incident, say in a few more words what happened.'

/** What is said of words that are rather about an incident than about what happened; undefined when they declare one. */
const aboutAnother = (title: string): { verb: IncidentVerb; id: string | undefined } | string | undefined => {
  const [, first = '', rest = ''] = /^(\S+?)[.,:;!?]*(?:\s+(.*))?$/s.exec(title) ?? []
  const number = /^(?:inc[-_\s]*|#)(\d{1,9})(?!\w)/i
  const [, own] = number.exec(title) ?? []
  if (own)
    return `INC-${own} is a number that incidents have. ${verbHelp('report', `INC-${own}`)} If this is a new incident, begin with another word.`
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
    return refused(
      'Write --drill for a drill: /claw incident sev2 --drill mails go out twice. If it is a real incident, begin with another word.',
    )
  const other = aboutAnother(title)
  if (other === undefined) return { kind: 'declare', ...declaration }
  if (typeof other === 'string') return refused(other)
  const [said = ''] = title.toLowerCase().split(/\s/)
  const plain = said === other.verb && severity === undefined && !drill
  if (plain && other.id === undefined && (said === 'list' || said === 'help')) return { kind: said }
  if (plain && said === 'report' && /\sinc-\d{1,9}$/i.test(title)) return { kind: 'report', id: other.id! }
  return refused(`${verbHelp(other.verb, other.id)} ${MORE}`)
}
