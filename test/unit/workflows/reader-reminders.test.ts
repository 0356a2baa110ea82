// Why: a draft that waits for a reader keeps customers waiting, and calling for one without end is noise that nobody hears.
import { expect, it } from 'vitest'
import type { Draft } from '#domain/communication/state.ts'
import { remindersDue } from '#workflows/communication/card.ts'

it.each([
  [299, 0],
  [300, 1],
  [1499, 4],
  [1500, 5],
  [86_400, 5],
])('after %i seconds a reader was due to be called %i times', (seconds, times) => {
  const draftedAt = '2026-03-29T00:50:00.000Z'
  const now = new Date(Date.parse(draftedAt) + seconds * 1000).toISOString()
  expect(remindersDue({ draftedAt } as Draft, now)).toBe(times)
})
