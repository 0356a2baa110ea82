// Lengths of time, as people write them and as the product says them: one reader that guesses nothing, one writer for every place.

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

const names: [number, string[]][] = [
  [1, ['s', 'sec', 'secs', 'second', 'seconds']],
  [MINUTE, ['m', 'min', 'mins', 'minute', 'minutes']],
  [HOUR, ['h', 'hr', 'hrs', 'hour', 'hours']],
  [DAY, ['d', 'day', 'days']],
  [7 * DAY, ['w', 'wk', 'wks', 'week', 'weeks']],
]
const secondsOf = new Map(names.flatMap(([seconds, units]) => units.map((unit) => [unit, seconds] as const)))

/** Numbers that people write as words. */
const counts: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  sixty: 60,
  half: 0.5,
}

/** `half an hour` is half of an hour, and `an hour and a half` has a half more of the same; `1h30` means minutes. */
const spelledOut = (text: string): string =>
  text
    .replace(/\b(\p{L}+|\d+) (\p{L}+) and a half\b/gu, '$1 $2 half $2')
    .replace(/\b(\p{L}+|\d+) and a half (\p{L}+)\b/gu, '$1 $2 half $2')
    .replace(/\b(?:half an?|an? half) (?=\p{L})/gu, 'half ')
    .replace(/^(\d+) ?h ?([0-5]\d)$/, '$1h $2m')

const part =
  /^(\d{1,7}(?:[.,]\d{1,2})?|\p{L}+)(?:\s*-\s*|\s+|(?<=\d))(\p{L}+)\.?(?=$|[\s,+\d])[\s,+]*(?:and\s+)?/u

/** Beyond this no stop, drill or notice lasts, and sums stay exact. */
const LONGEST = 10 * 366 * DAY

/**
 * Seconds of `30m`, `1h30m`, `2 hours`, `1 day and 2 h` or `half an hour`. Undefined for anything else: a number alone, a
 * unit that is none (also months and years, which have no one length), a unit that comes twice or out of order.
 */
export const parseDuration = (text: string): number | undefined => {
  let rest = spelledOut(text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim())
  let sum = 0
  let last: { seconds: number; half: boolean } = { seconds: Number.POSITIVE_INFINITY, half: false }
  while (rest !== '') {
    const [whole = '', count = '', unit = ''] = part.exec(rest) ?? []
    const seconds = secondsOf.get(unit)
    const number = /^\d/.test(count) ? Number(count.replace(',', '.')) : counts[count]
    if (seconds === undefined || number === undefined) return undefined
    const half = number === 0.5 && seconds === last.seconds && !last.half
    if (seconds >= last.seconds && !half) return undefined
    sum += number * seconds
    last = { seconds, half: number === 0.5 }
    rest = rest.slice(whole.length)
  }
  return sum > 0 && sum <= LONGEST ? Math.round(sum) : undefined
}

/** What is said of a length of time that was not understood. */
export const noDuration = (text: string, example = '30m, 2h, 1h30m or 3 days'): string => {
  const said = text.trim()
  if (said === '') return `Say for how long, like ${example}.`
  if (/^\d+$/.test(said)) return `“${said.slice(0, 40)}” of what? Write it like ${example}.`
  return `“${said.slice(0, 40)}” is no length of time that is understood; write it like ${example}.`
}

const units: [number, (count: number) => string][] = [
  [DAY, (count) => (count === 1 ? '1 day' : `${count.toLocaleString('en-US')} days`)],
  [HOUR, (count) => `${count} h`],
  [MINUTE, (count) => `${count} min`],
  [1, (count) => `${count} s`],
]

/** `0.4 s`, `2 min`, `1 h 30 min`, `1 day 1 h`, `3 days`: the largest unit and what is left in the next. */
export const durationInWords = (seconds: number): string => {
  if (seconds > 0 && seconds < 9.95)
    return `${Number(Math.max(seconds, 0.1).toFixed(1)).toLocaleString('en-US')} s`
  const whole = Math.max(0, Math.round(seconds))
  const first = units.findIndex(([size]) => whole >= size)
  if (first < 0) return '0 s'
  const [size, say] = units[first]!
  const left = whole % size
  const [nextSize, sayNext] = units[first + 1] ?? [1, () => '']
  const next = Math.floor(left / nextSize)
  const words = say(Math.floor(whole / size))
  return next > 0 && first + 1 < units.length ? `${words} ${sayNext(next)}` : words
}

/** How long it is from one instant to another, in whole seconds. */
export const timeBetween = (from: string, to: string): string =>
  durationInWords(Math.round((Date.parse(to) - Date.parse(from)) / 1000))
