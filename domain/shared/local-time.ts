// Wall-clock times of a place as instants: nine in the morning stays nine when the clocks change.
const partsOf = (instant: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

/**
 * The instant at which clocks in `timeZone` show `time` (HH:MM) on `date` (YYYY-MM-DD). A time that is skipped in
 * spring comes out an hour later; of one that comes twice in autumn it is the first.
 */
export const atLocalTime = (date: string, time: string, timeZone: string): string => {
  const wanted = Date.parse(`${date}T${time}:00.000Z`)
  const offsets = [-1, 1].map((days) => {
    const near = wanted + days * 86_400_000
    return partsOf(near, timeZone) - near
  })
  const exact = offsets
    .map((offset) => wanted - offset)
    .filter((instant) => partsOf(instant, timeZone) === wanted)
  return new Date(exact.length > 0 ? Math.min(...exact) : wanted - Math.min(...offsets)).toISOString()
}

/** The date that calendars in `timeZone` show at `instant`. */
export const localDate = (instant: string, timeZone: string): string =>
  new Date(partsOf(Date.parse(instant), timeZone)).toISOString().slice(0, 10)

/** `date` moved on by whole days. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10)
