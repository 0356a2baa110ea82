// Why: whoever can write a message could otherwise hold the system up with one that takes minutes to read.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSensitive } from '#domain/sensitive/personal-data.ts'

/** What the patterns begin with, and what they repeat; a text made of these comes close to a match again and again. */
const pieces = [
  'a|A1|1|0|1 |0-|1.|10.|a.|a-|-|_|*|`|(|[|\\| |\n|ü|\u200b|😀|"|"a',
  'a:|:|::|fe80:|00:|+1|(1) |@|a@|a@a.|a at | dot | at a dot |%40|[.]|а',
  'password |password is |password:|p a s s |pin |call |call me on |credentials |curl |curl -u|cookie:',
  'eyJaaaaaaaa.|eyJaaaaaaaa.eyJaaaa.|-----BEGIN A PRIVATE KEY-----|://|://a:|Bearer |SK|sk-|ghp_|A1b2\n',
  'version 10.1.2.3 |allow |10.1.2.3 |DE89 3704 |DE89|4111 |ip-10-|i-0|arn:aws:|a.internal',
].flatMap((line) => line.split('|'))

/** Of the processor, in milliseconds: a busy machine does not count. */
const spentOn = (text: string): number => {
  const began = process.threadCpuUsage()
  findSensitive(text)
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1_000
}

describe('looking for what customers must not see', () => {
  // The worst takes 40 ms. What backtracks freely takes a hundred times as long for ten times the text, or never ends.
  it.each([
    ['repeated', (piece: string, length: number) => piece.repeat(length / piece.length)],
    ['repeated, and then something else', (piece, length) => `${piece.repeat(length / piece.length)}!`],
    ['before a long word', (piece, length) => piece + 'a1'.repeat(length / 2)],
  ])('takes time in proportion to the length: %s', { timeout: 60_000 }, (_, made) => {
    for (const piece of pieces) {
      const long = spentOn(made(piece, 10_000))
      if (long > 250) expect(long, piece).toBeLessThan(40 * spentOn(made(piece, 1_000)))
    }
  })
  it('ends for ten thousand characters of any kind', { timeout: 60_000 }, () => {
    const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...pieces))
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 40 }), (some) => {
        const text = some.join('').repeat(400).slice(0, 10_000)
        expect(spentOn(text)).toBeLessThan(2_000)
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
