// Why: whoever can write a message could otherwise hold the system up with one that takes minutes to read.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSensitive } from '#domain/sensitive/personal-data.ts'
import { ends } from '#test/support/ends.ts'
import { sensitivePieces as pieces, shapes } from '#test/support/hostile-texts.ts'
import { enough } from '#test/support/thorough.ts'

const LENGTH = enough(2_000, 10_000)

describe('looking for what customers must not see', () => {
  // That it takes time in proportion to the length is measured by the bench.
  it.each(shapes)('ends: %s', (_, made) => {
    for (const piece of pieces) ends(piece, () => findSensitive(made(piece, LENGTH)))
  })
  it('ends for long texts of any kind', () => {
    const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...pieces))
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 40 }), (some) => {
        const text = some.join('').repeat(400).slice(0, LENGTH)
        ends(text, () => findSensitive(text))
      }),
      { numRuns: 30 },
    )
  })
  it('shows places inside of the text, in order, whatever it is made of', () => {
    const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...pieces))
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 40 }), (some) => {
        const text = some.join('')
        let from = 0
        for (const { start, end } of findSensitive(text)) {
          expect(start).toBeGreaterThanOrEqual(from)
          expect(end).toBeGreaterThan(start)
          from = end
        }
        expect(from).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })
})
