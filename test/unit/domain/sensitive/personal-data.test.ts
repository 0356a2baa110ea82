// Why: a message to customers cannot be called back, and a gate that stops ordinary ones is soon walked around.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSensitive } from '#domain/sensitive/personal-data.ts'
import { ordinary, sensitive } from './corpus.ts'

const messages = Object.values(ordinary).flat()
const secrets = Object.values(sensitive).flat()

describe('what must not be published', () => {
  it.each(Object.keys(sensitive))('is found where it stands: %s', (kind) => {
    for (const what of sensitive[kind]!) {
      const found = findSensitive(`We saw ${what} today.`)
      expect(found, what).not.toEqual([])
      for (const { start, end } of found) {
        expect(start, what).toBeGreaterThanOrEqual('We saw '.length)
        expect(end, what).toBeGreaterThan(start)
        // A key block that nobody closed ends where the text does.
        if (what.includes('-----BEGIN') && !what.includes('-----END')) continue
        expect(end, what).toBeLessThanOrEqual(`We saw ${what}`.length)
      }
    }
  })
  it('is found at any place of any ordinary message', { timeout: 60_000 }, () => {
    const wraps = fc.constantFrom(
      ...[
        ['', ''],
        ['(', ')'],
        ['“', '”'],
        ['*', '*'],
        ['_', '_'],
        ['> ', ''],
        ['\n', '\n'],
        ['it was: ', ', we think'],
      ],
    )
    fc.assert(
      fc.property(
        ...[fc.constantFrom(...messages), fc.constantFrom(...secrets), wraps, fc.nat()],
        (message, what, [open = '', close = ''], place) => {
          const words = message.split(' ')
          const at = place % (words.length + 1)
          // Nobody can say which digits belong together where they touch; after “version” 10.1.2.3 is one.
          const near = `${words[at - 1]} ${words[at]}`
          const kept =
            /\d|version|firmware|plugin|chrome|app|ios|reference|customer|minutes|users|\bdot\b/i.test(near)
              ? ', namely '
              : ' '
          const before = `${words.slice(0, at).join(' ')}${kept}`
          const text = `${before}${open}${what}${close}${kept}${words.slice(at).join(' ')}`
          const end = before.length + open.length + what.length
          const found = findSensitive(text).some((each) => each.start >= before.length && each.start < end)
          expect(found, text).toBe(true)
        },
      ),
      { numRuns: 3_000, seed: 1 },
    )
  })
  it.each([
    ['at 10.2.0.1', ['10.2.0.1']],
    ['version 10.2.0.1', []],
    ['versions 10.2.0.1, 10.2.0.2 and 10.2.0.3', []],
    ['version 10.2.0.1 runs at 10.2.0.7', ['10.2.0.7']],
    ['version 10.2.0.1:8080', ['10.2.0.1:8080']],
    ['please allow 203.0.113.7', []],
    ['please allow 10.2.0.7', ['10.2.0.7']],
    ['we saw 203.0.113.7', ['203.0.113.7']],
    ['rows 5550132', []],
    ['call 5550132', ['5550132']],
    ['order 0612345678', []],
    ['write to 0612345678', ['0612345678']],
    ['Token: expired', []],
    ['token=expired7', ['expired7']],
    ['4111 1111 1111 1111 12/27', ['4111 1111 1111 1111']],
    ['4111 1111 1111 1112', []],
    ['DE89 3704 0044 0532 0130 00 is ours', ['DE89 3704 0044 0532 0130 00']],
    ['DE89 3704 0044 0532 0130 01 is ours', []],
    ['~~4111~~ ~~1111~~ 1111 1111', ['4111~~ ~~1111~~ 1111 1111']],
    ['on 01 12 2026 14 of you', []],
    ['your password is (contraseña: S0lYsombra) valid', ['S0lYsombra)']],
    ['investigation\ndop_v1_0a1b2c3d\n4e5f60718293a4b5c6d7', ['dop_v1_0a1b2c3d\n4e5f60718293a4b5c6d7']],
    ['p\u200ba\u200bssword:\u00a0ab\u200bcd1', ['ab\u200bcd1']],
  ])('is told from what looks alike by what stands around it: %s', (text, expected) => {
    expect(findSensitive(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected)
  })
})

describe('an ordinary message', () => {
  it.each(Object.keys(ordinary))('is hardly ever stopped: %s', (kind) => {
    expect(ordinary[kind]!.length).toBeGreaterThanOrEqual(150)
    const stopped = ordinary[kind]!.filter((message) => findSensitive(message).length > 0)
    expect(stopped.length / ordinary[kind]!.length, stopped.join('\n')).toBeLessThanOrEqual(0.02)
  })
})
