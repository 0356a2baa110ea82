// Times travel as ISO 8601 UTC strings with milliseconds, which sort as they pass.
import * as z from 'zod'

export const Instant = z.iso.datetime({ precision: 3 })

/** `instant` moved on by `seconds` (which may be negative). */
export const plusSeconds = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString()

/** Whole seconds from one instant to another, never below zero, rounded up so that a wait never ends early. */
export const secondsUntil = (now: string, then: string): number =>
  Math.max(0, Math.ceil((Date.parse(then) - Date.parse(now)) / 1000))
