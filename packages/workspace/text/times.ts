// Why: every time on the page is shown in the reader's own zone and measured against the workspace's clock, which may
// be hours ahead of the laptop's.

const minute = 60
const hour = 60 * minute
const day = 24 * hour

const clockTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const clockTimeSeconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const fullTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** Seconds since the epoch, out of a message's `ts`. */
export const secondsOf = (ts: string) => Number.parseFloat(ts)

export const timeOfDay = (seconds: number) => clockTime.format(seconds * 1000)
export const fullDate = (seconds: number) => fullTime.format(seconds * 1000)
export const shortMoment = (seconds: number) => dayAndTime.format(seconds * 1000)

/** "3 minutes ago", "in 2 hours"; both in seconds since the epoch. */
export function ago(seconds: number, now: number): string {
  const difference = Math.round(seconds - now)
  const size = Math.abs(difference)
  if (size < 45) return difference > 5 ? 'in a moment' : 'just now'
  if (size < 45 * minute) return relative.format(Math.round(difference / minute), 'minute')
  if (size < 22 * hour) return relative.format(Math.round(difference / hour), 'hour')
  return relative.format(Math.round(difference / day), 'day')
}

/** "2 h 5 min": a span of seconds, in at most two units. */
export function span(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / day), 'd'],
    [Math.floor((seconds % day) / hour), 'h'],
    [Math.floor((seconds % hour) / minute), 'min'],
    [Math.floor(seconds % minute), 's'],
  ]
  const shown = parts.filter(([count]) => count > 0).slice(0, 2)
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ') || '0 s'
}

/** The calendar day in the reader's zone, to put a divider between two messages. */
export const dayKey = (seconds: number) => new Date(seconds * 1000).toDateString()

/** "Today", "Yesterday", "Tomorrow", or nothing when the day is further away. */
function nearDay(seconds: number, now: number): string | undefined {
  const distance = (offset: number) => {
    const date = new Date(now * 1000)
    date.setDate(date.getDate() + offset)
    return date.toDateString() === dayKey(seconds)
  }
  if (distance(0)) return 'Today'
  if (distance(-1)) return 'Yesterday'
  return distance(1) ? 'Tomorrow' : undefined
}

export const dayHeading = (seconds: number, now: number) =>
  nearDay(seconds, now) ?? dateStyles['date_long']!.format(seconds * 1000)

const dateStyles: Record<string, Intl.DateTimeFormat> = {
  date: new Intl.DateTimeFormat(undefined, { month: 'long', day: 'numeric' }),
  date_short: new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' }),
  date_long: new Intl.DateTimeFormat(undefined, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }),
  date_long_full: new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'long', day: 'numeric' }),
  date_slash: new Intl.DateTimeFormat(undefined, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date_num: new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' }),
  time: clockTime,
  time_secs: clockTimeSeconds,
}

/**
 * A Slack date (`<!date^…^{date_short_pretty} at {time}|…>`) in the reader's zone; undefined when the format has a
 * token that Slack does not know, so that the caller shows the fallback, as Slack does.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatSlackDate(timestamp: number, format: string, now: number): string | undefined {
  let unknown = false
  const text = format.replace(/\{(\w+)\}/g, (_, token: string) => {
    if (token === 'ago') return ago(timestamp, now)
    if (token === 'day_divider_pretty') return dayHeading(timestamp, now)
    const base = token.replace(/_pretty$/, '')
    const style = dateStyles[base]
    if (!style) unknown = true
    const near = token.endsWith('_pretty') ? nearDay(timestamp, now)?.toLowerCase() : undefined
    return near ?? style?.format(timestamp * 1000) ?? ''
  })
  return unknown ? undefined : text.replace(/^./, (first) => first.toUpperCase())
}
