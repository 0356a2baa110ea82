// Why: a timeline that leaves something out without a word is a record with a hole.
import { expect, it } from 'vitest'
import { noteText } from '#domain/incident/note-text.ts'

it('keeps what was said, and masks secrets', () => {
  expect(noteText('the queue is empty again')).toBe('the queue is empty again')
  expect(noteText('it used xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx')).not.toContain('xoxb-1')
})

it('says how much of a long one it leaves out, and cuts no character in half', () => {
  expect(noteText('x'.repeat(2_000))).toBe('x'.repeat(2_000))
  expect(noteText('x'.repeat(3_500))).toBe(`${'x'.repeat(2_000)} … (cut here: 1,500 more characters)`)
  expect(noteText(`${'x'.repeat(1_999)}😀`).isWellFormed()).toBe(true)
})
