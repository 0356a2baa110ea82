// What people put on a timeline, as it is kept: without secrets, and never cut without saying so.
import { maskText } from '../sensitive/mask.ts'

/** In UTF-16 units. */
const MOST = 2_000

/** The text of a note, whoever wrote it and wherever. */
export const noteText = (said: string): string => {
  const masked = maskText(said)
  if (masked.length <= MOST) return masked
  const kept = masked.slice(0, MOST).toWellFormed()
  return `${kept} … (cut here: ${(masked.length - MOST).toLocaleString('en-US')} more characters)`
}
