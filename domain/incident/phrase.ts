// What people say about an incident that exists, in their own words: it is over, close it, how bad it is, who has seen it.
import { bare, plainText, splitReason } from '../shared/plain-text.ts'
import type { IncidentStatus } from './state.ts'

/** `id` is missing where only “the incident” is spoken of. */
export type IncidentPhrase = { id?: string; reason?: string } & (
  | { verb: 'status'; to: Exclude<IncidentStatus, 'investigating' | 'closed'> }
  /** The word for how bad it is, as it was typed; none when only a change is wanted. */
  | { verb: 'severity'; severity: string }
  | { verb: 'close' | 'acknowledge' | 'lead' | 'report' | 'reopen' }
  | { verb: 'merge'; into?: string }
  | { verb: 'list' }
  /** Its number is said, and nothing that is understood. */
  | { verb: 'about'; id: string }
)

const number = /(?:\bincident[\s#-]*|\binc[\s_-]*|#)(\d{1,9})(?!\w)/g
/** Where it is spoken of; its number may stand beside it. */
const subject =
  /\b(?:the |this |that |our |my )?(?:current |open |last )?incident\b|\b(?:it|this|that)(?='s|\b)/g
const HERE = '§'

/** The whole of what was said is one of these, with the incident as §. */
const whole = (pattern: string): RegExp =>
  new RegExp(
    `^(?:please |pls |ok |okay |hey |so |now |and |we can |you can |can you |could you |can we |let's |lets |i (?:want|would like) to |we should )*(?:${pattern})(?: (?:now|again|please|pls|for good|everybody|everyone|all|today|thanks|thank you))*$`,
  )
const be = `(?:${HERE}|we|all|everything|things|systems?|service|production|prod)?(?: ?(?:is|are|am|was|were|'s|'re|has|have|had|has been|have been|looks?|seems?|got))?(?: (?:been|now|all|completely|finally|fully|already|just))*`
const mark = (words: string): string =>
  `(?:mark|set|move|put|change|call|declare|turn|switch|bring) (?:${HERE}|(?:the )?status(?: of ${HERE})?)(?: (?:as|to|into|is|=))? (?:${words})|status ${HERE} (?:to |is )?(?:${words})|${HERE} (?:status )?(?:to |-> ?|= ?)?(?:${words})`

const over =
  'over|done|finished|fixed|resolved?|solved|ended|repaired|recovered|healthy|ok|okay|fine|back to normal|back up|up again|working(?: again)?|works(?: again)?|all clear|clear'
const mitigated = 'mitigated?|contained|under control|stable|stabili[sz]ed|harmless'
const identified = 'identified|understood|cause found|diagnosed'
const cancelled =
  'cancell?ed|cancel|a false alarm|false alarm|a mistake|a duplicate|no incident|not an incident|nothing'

type Meaning = Omit<IncidentPhrase, 'id' | 'reason'>
const status = (to: 'identified' | 'mitigated' | 'resolved' | 'cancelled') =>
  ({ verb: 'status', to }) as const

const severityVerb =
  'raise|lower|upgrade|downgrade|escalate|de-?escalate|set|change|make|bump|increase|decrease|drop|turn|put|move|rate|reduce|up|down'
const sev = '(?:severity |sev[ -]?)?(?<severity>[\\w/-]*\\d[\\w/-]*)\\??'

const meanings: [RegExp, (found: RegExpExecArray) => Meaning][] = [
  [
    whole(
      `(?:(?:list|show|see|display|what|which|any|all|are|is|the|my|our|open|current|active|there) )*incidents(?: (?:are|open|there|active|running|now))*`,
    ),
    () => ({ verb: 'list' }),
  ],
  [
    whole(
      `(?:merge|combine|join|fold|unite) ${HERE}(?: (?:and|with|into|to|in|,|&) ?| )${HERE}(?: together)?`,
    ),
    () => ({ verb: 'merge' }),
  ],
  [
    whole(
      `${HERE} (?:is |duplicates |=+ ?|equals )?(?:an? |the )?(?:duplicate |dupe |copy |same )?(?:of |as )?${HERE}`,
    ),
    () => ({ verb: 'merge' }),
  ],
  [whole(`merge ${HERE}`), () => ({ verb: 'merge' })],
  [
    whole(
      `(?:${severityVerb})(?: the)?(?: severity)?(?: of| for)? ${HERE}(?: (?:severity|up|down))?(?: (?:to|as|=|into))?(?: an?)? ${sev}`,
    ),
    ({ groups }) => ({ verb: 'severity', severity: groups!['severity']! }),
  ],
  [
    whole(`(?:${severityVerb})(?: the)? severity(?: (?:of|for) ${HERE})?(?: (?:to|as))?(?: ${sev})?`),
    ({ groups }) => ({ verb: 'severity', severity: groups?.['severity'] ?? '' }),
  ],
  [
    whole(`severity(?: of)? ${HERE}(?: (?:is|to|=))?(?: ${sev})?`),
    ({ groups }) => ({ verb: 'severity', severity: groups?.['severity'] ?? '' }),
  ],
  [
    whole(
      `${HERE} ?(?:is|'s|was|should be|must be|to|as|->|=)(?: (?:now|really|actually|rather|only))*(?: an?)? (?:severity |sev[ -]?)(?<severity>[\\w/-]*\\d[\\w/-]*)\\??`,
    ),
    ({ groups }) => ({ verb: 'severity', severity: groups!['severity']! }),
  ],
  [
    whole(`${HERE} (?:severity |sev[ -]?)(?<severity>[\\w/-]*\\d[\\w/-]*)\\??`),
    ({ groups }) => ({ verb: 'severity', severity: groups!['severity']! }),
  ],
  [
    whole(`(?:raise|lower|upgrade|downgrade|escalate|de-?escalate|bump) ${HERE}`),
    () => ({ verb: 'severity', severity: '' }),
  ],
  [
    whole(
      `(?:close|archive|shut|conclude)(?: down| up)?(?: ${HERE})?|${be} (?:closed|archived)|${mark('closed')}`,
    ),
    () => ({ verb: 'close' }),
  ],
  [whole(`(?:re-?open|open again)(?: ${HERE})?`), () => ({ verb: 'reopen' })],
  [
    whole(
      `(?:cancel|void|discard|delete|remove|drop|withdraw)(?: ${HERE})?|(?:never ?mind|forget)(?: ${HERE})?|${be} (?:${cancelled})|false alarm|${mark(cancelled)}`,
    ),
    () => status('cancelled'),
  ],
  [
    whole(
      `(?:mitigate|contain|stabili[sz]e)(?: ${HERE})?|(?:we )?(?:mitigated|contained|stabili[sz]ed)(?: ${HERE})?|${be} (?:${mitigated})|${mark(mitigated)}`,
    ),
    () => status('mitigated'),
  ],
  [
    whole(
      `(?:identify|diagnose)(?: ${HERE})?|(?:we )?(?:found|know|identified|understand)(?: the| what)? (?:root )?(?:cause|caused ${HERE}|reason)(?: of ${HERE})?|${be} (?:${identified})|${mark(identified)}`,
    ),
    () => status('identified'),
  ],
  [
    whole(
      `(?:resolve|solve|fix|end|finish|complete|stop)(?: ${HERE})?|(?:we |i )?(?:resolved|solved|fixed|ended|finished)(?: ${HERE})?|all clear|${be} (?:${over})|${mark(over)}`,
    ),
    () => status('resolved'),
  ],
  [
    whole(
      `(?:i |we )?(?:ack|acknowledged?|have seen|seen|saw|see|got|noticed)(?: ${HERE})?|(?:i am |i'm |am |we are |we're )?(?:on ${HERE}|looking (?:at|into) ${HERE}|aware of ${HERE}|here for ${HERE})`,
    ),
    () => ({ verb: 'acknowledge' }),
  ],
  [
    whole(
      `(?:i |i will |i'll |let me )?(?:lead|take|own|handle|run)(?: (?:the lead (?:of|for|on))?)? ?${HERE}(?: over)?`,
    ),
    () => ({ verb: 'lead' }),
  ],
  [
    whole(
      `(?:report|show|details?|story|summary|summari[sz]e|describe|open|view|read|see|info|status)(?: me)?(?: (?:of|about|on|for))? ${HERE}|(?:how|what)(?: (?:is|are|about|happened|'s)|'s)?(?: (?:going on|up|happening|the (?:status|state|story)))?(?: (?:with|of|to|in|about|on))? ${HERE}(?: (?:about|going|doing))?|tell me(?: more)? about ${HERE}|is ${HERE} (?:over|done|fixed|resolved|open|closed|mitigated)|${HERE} (?:status|report|details?)`,
    ),
    () => ({ verb: 'report' }),
  ],
]

const idOf = (digits: string): string => `INC-${Number(digits)}`
const leading =
  /^[\s"'\u2018-\u201f`*_]*(?:incident[\s#-]*)?(?:inc[\s\p{Pd}_]*|#)(\d{1,9})(?![\p{L}\d])[\s"'\u2018-\u201f`*_.,:;]*/iu

/** The incident's number at the beginning of what was typed, however it was written, and the rest as it was. */
export const splitIncidentId = (typed: string): { id?: string; rest: string } => {
  const [found, digits] = leading.exec(typed) ?? []
  return found === undefined || digits === undefined
    ? { rest: typed }
    : { id: idOf(digits), rest: typed.slice(found.length) }
}

/** `close 1`, where the verb makes it clear what the number is. */
const bareNumber =
  /^((?:re-?open|close|resolve|mitigate|cancel|ack|acknowledge|lead|report|show|merge|severity|raise|lower|status) (?:the )?)(\d{1,9})$/

/** What a phrase asks for; undefined when it is about no incident that exists, as far as one can tell. */
export const readIncidentPhrase = (typed: string): IncidentPhrase | undefined => {
  const { said, reason } = splitReason(typed)
  const plain = plainText(said).toLowerCase()
  const question = /\?\s*$/.test(plain) && !/\bsev\w*\s*\d\?$/.test(plain)
  const text = bare(plain.replaceAll('"', ' ')).replaceAll(/\s+/g, ' ').replace(bareNumber, '$1inc-$2')
  const ids = [...text.matchAll(number)].map(([, digits]) => idOf(digits!))
  const spoken = text
    .replaceAll(number, HERE)
    .replaceAll(subject, HERE)
    .replaceAll(/§(?:[\s,:]*§)(?! *$)|(?<=^|\s)an? (?=§)/g, (match) =>
      ids.length > 1 ? match : match.startsWith('a') ? '' : HERE,
    )
    .replaceAll(/[,;:!.]+(?=\s|$)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const [id, into] = ids
  const known = { ...(id ? { id } : {}), ...(reason ? { reason } : {}) }
  if (question && spoken.includes(HERE) && !spoken.endsWith(`${HERE}s`)) return { verb: 'report', ...known }
  for (const [pattern, meaning] of meanings) {
    const found = pattern.exec(spoken)
    if (!found) continue
    const meant = meaning(found)
    return {
      ...meant,
      ...known,
      ...(meant.verb === 'merge' && into ? { into } : {}),
    } as IncidentPhrase
  }
  return id && (ids.length === 1 || spoken.includes(HERE)) ? { verb: 'about', id } : undefined
}
