// What people type to stop agents: `all for 30m because it loops`, in any order and with any sign that a tired thumb may choose.
import { durationInWords, noDuration, parseDuration } from '../shared/duration.ts'
import { bare, plainText, splitReason } from '../shared/plain-text.ts'
import type { NameKind, Target } from './scope-names.ts'

export interface SwitchPhrase {
  target: Target
  /** Whether a name counts that nobody has heard of. */
  evenIfUnknown: boolean
  /** Seconds; absent means until somebody resumes. */
  seconds?: number
  reason?: string
}

const SHORTEST = 60
const LONGEST = 30 * 86_400
const REASON = 300

const word = (...words: string[]): Set<string> => new Set(words)
/** Said out of politeness or haste; it changes nothing. */
const filler = word(
  ...['the', 'a', 'an', 'of', 'our', 'my', 'your', 'please', 'pls', 'plz', 'now', 'immediately', 'asap'],
  ...['quickly', 'fast', 'just', 'right', 'away', 'at', 'once', 'completely', 'hey', 'right-now', 'go', 'ok'],
)
const everything = word(
  ...['all', 'everything', 'everyone', 'everybody', 'every', 'each', 'any', 'anything', 'whole', '*'],
  ...['agents', 'bots', 'them', 'they', 'it', 'this', 'that', 'these', 'those', 'ais', 'both'],
)
const kinds: Record<string, NameKind> = {
  agent: 'agent',
  agents: 'agent',
  bot: 'agent',
  bots: 'agent',
  skill: 'skill',
  skills: 'skill',
  channel: 'channel',
  channels: 'channel',
}
/** Everything as well, but only beside a word that says all. */
const alsoEverything = word('agent', 'bot', 'ai', 'thing', 'one', 'single')

const insisting = /(?:^|\s)-{0,2}even[- ]?if[- ]?(?:it is |it's )?unknown\b[.!]?/i
const option = /(?:^|\s)(-{2,}\S+)/
/** A time at the end, with `for` or without. */
const timed = /(?:^|\s)for\b\s*(.*)$/i
const until = /(?:^|\s)(?:until|till|til)\s+(.*)$/i

const nothingNamed = (target: string): { problem: string } => ({
  problem: `“${target.slice(0, 60)}” names nothing to stop; write all, agent:NAME, skill:NAME or channel:NAME.`,
})

const isFiller = (each: string): boolean => filler.has(bare(each).toLowerCase())
const nameIn = (text: string): string => bare(text.replace(/^[\s"'*_~]*[#@]/, ''))

/** Everything, when no word says anything narrower. */
const isEverything = (words: readonly string[]): boolean =>
  words.every((each) => everything.has(each) || (words.length > 1 && alsoEverything.has(each)))

const targetIn = (said: string): Target | { problem: string } => {
  const words = said.split(' ').filter((each) => bare(each) !== '' && !isFiller(each))
  if (isEverything(words.map((each) => bare(each).toLowerCase()))) return { kind: 'all' }
  const spelled = words.join(' ').replace(/^["'*_~(<[]+/, '')
  const [, kind = '', named = ''] = /^(\p{L}+)\s*(?:[:=/]\s*|\s)(.+)$/u.exec(spelled) ?? []
  const [, before = '', last = ''] = /^(.+?)\s+(agent|skill|channel)\W*$/iu.exec(spelled) ?? []
  const target = kinds[kind.toLowerCase()]
    ? { kind: kinds[kind.toLowerCase()], name: nameIn(named) }
    : kinds[last.toLowerCase()]
      ? { kind: kinds[last.toLowerCase()], name: nameIn(before) }
      : { kind: spelled.startsWith('#') ? ('channel' as const) : undefined, name: nameIn(spelled) }
  const isKind = target.kind === undefined && kinds[target.name.toLowerCase()] !== undefined
  return target.name === '' || isKind || target.name.includes(':') ? nothingNamed(said) : target
}

/** A length of time without what was said out of haste; “an hour” needs its article. */
const withoutFillers = (time: string): string =>
  bare(
    time
      .split(' ')
      .filter((each) => !isFiller(each) || /^an?$/i.test(bare(each)))
      .join(' '),
  )

/** The length of time at the end of what was said, and what stands before it. */
const timeIn = (head: string): { said: string; time?: string | undefined } => {
  const found = timed.exec(head)
  if (found) return { said: head.slice(0, found.index), time: found[1] ?? '' }
  // `pause all 30m`: only what is a length of time from its first digit on.
  for (const { index } of head.matchAll(/(?<=^|\s)\d/g)) {
    const time = head.slice(index)
    if (parseDuration(withoutFillers(time)) !== undefined) return { said: head.slice(0, index), time }
  }
  return { said: head }
}

/** The phrase, or a sentence that says which part of it was not understood. */
export const parseSwitchPhrase = (text: string): SwitchPhrase | { problem: string } => {
  const { said: typed, reason } = splitReason(text)
  const whole = plainText(typed)
  const evenIfUnknown = insisting.test(whole)
  const head = whole.replace(insisting, ' ').replaceAll(/\s+/g, ' ').trim()
  const [, unknown] = option.exec(head) ?? []
  if (unknown) return { problem: `There is no option “${unknown.slice(0, 40)}”; there is --even-if-unknown.` }
  const [, end] = until.exec(head) ?? []
  if (end !== undefined)
    return { problem: `Say for how long, not until when: “for 30m” and not “until ${end.slice(0, 40)}”.` }

  const { said, time } = timeIn(head)
  const length = time === undefined ? undefined : withoutFillers(time)
  const seconds = length === undefined ? undefined : parseDuration(length)
  if (length !== undefined && seconds === undefined) return { problem: noDuration(length) }
  if (seconds !== undefined && (seconds < SHORTEST || seconds > LONGEST))
    return {
      problem: `A timed stop lasts from one minute to ${durationInWords(LONGEST)}.`,
    }
  const target = targetIn(said.trim())
  if ('problem' in target) return target
  return {
    target,
    evenIfUnknown,
    ...(seconds === undefined ? {} : { seconds }),
    ...(reason ? { reason: reason.slice(0, REASON) } : {}),
  }
}
