// Why: a stop that ends days before it was meant to, because a word was guessed at, is worse than one that was refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationInWords, noDuration, parseDuration, timeBetween } from '#domain/shared/duration.ts'

const H = 3_600
const D = 86_400

describe('a length of time', () => {
  it.each<[string, number]>([
    ['90s', 90],
    ['30m', 1_800],
    ['30 M', 1_800],
    ['30 min.', 1_800],
    ['30-minutes', 1_800],
    ['1h30m', 5_400],
    ['1h30', 5_400],
    ['1 h 30', 5_400],
    ['1 hour, 30 minutes', 5_400],
    ['1 hour and 30 minutes', 5_400],
    ['2 hours', 2 * H],
    ['2 hrs', 2 * H],
    ['1.5h', 5_400],
    ['1,5 h', 5_400],
    ['an hour', H],
    ['one hour', H],
    ['half an hour', 1_800],
    ['a half hour', 1_800],
    ['an hour and a half', 5_400],
    ['2 and a half hours', 2.5 * H],
    ['1d', D],
    ['1 day 1 h', D + H],
    ['3 days', 3 * D],
    ['2 weeks', 14 * D],
    ['1w 2d 3h 4m 5s', 9 * D + 3 * H + 245],
    ['\u00a045\u00a0m\u00a0', 2_700],
    ['４５m', 2_700],
  ])('“%s”', (text, seconds) => expect(parseDuration(text)).toBe(seconds))

  it.each([
    '',
    ' ',
    'soon',
    '5',
    '5m later',
    '1 month',
    '1 months',
    '1mo',
    '1 decade',
    '1 year',
    '1y',
    '2 fortnights',
    '1 maroon',
    '3 sandwiches',
    '1 dog',
    '1h1h',
    '30m 1h',
    '1h 2 hours',
    'half hour half hour half hour',
    '0m',
    '-30m',
    '1e3s',
    '1,500 s',
    '1_000 s',
    '10:30',
    '30m-1h',
    'PT30M',
    'Infinity h',
    'NaN m',
    '9999999 w',
    'a while',
    'ever',
    'a',
    'an',
  ])('“%s” is not guessed at', (text) => expect(parseDuration(text)).toBeUndefined())

  it('is any count of any unit, in falling order, and any other word in it makes it none', () => {
    const units = [
      ['w', 'weeks', 7 * D],
      ['d', 'days', D],
      ['h', 'hours', H],
      ['m', 'minutes', 60],
      ['s', 'seconds', 1],
    ] as const
    const parts = fc
      .subarray([0, 1, 2, 3, 4], { minLength: 1 })
      .chain((chosen) =>
        fc.tuple(...chosen.map((unit) => fc.tuple(fc.constant(unit), fc.integer({ min: 1, max: 99 })))),
      )
    fc.assert(
      fc.property(parts, fc.boolean(), fc.constantFrom('', ' ', ', ', ' and '), (all, short, between) => {
        const text = all
          .map(([unit, count]) => `${count}${short ? '' : ' '}${units[unit]![short ? 0 : 1]}`)
          .join(short && between === '' ? '' : between || ' ')
        expect(parseDuration(text)).toBe(all.reduce((sum, [unit, count]) => sum + count * units[unit]![2], 0))
        for (const word of ['month', 'or', 'x', '5']) {
          expect(parseDuration(`${text} ${word}`)).toBeUndefined()
          expect(parseDuration(`${word} ${text}`)).toBeUndefined()
        }
      }),
    )
  })

  it('that is none is answered with how to write it', () => {
    expect(noDuration('1 month')).toBe(
      '“1 month” is no length of time that is understood; write it like 30m, 2h, 1h30m or 3 days.',
    )
    expect(noDuration(' 30 ')).toBe('“30” of what? Write it like 30m, 2h, 1h30m or 3 days.')
    expect(noDuration('')).toBe('Say for how long, like 30m, 2h, 1h30m or 3 days.')
  })
})

describe('a length of time, as the product says it', () => {
  it.each<[number, string]>([
    [0, '0 s'],
    [-5, '0 s'],
    [0.04, '0.1 s'],
    [0.4, '0.4 s'],
    [3, '3 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [90, '1 min 30 s'],
    [H, '1 h'],
    [5_400, '1 h 30 min'],
    [25 * H, '1 day 1 h'],
    [D + 5 * 60, '1 day'],
    [4_320 * 60, '3 days'],
    [1_000 * D, '1,000 days'],
  ])('%s seconds are %s', (seconds, words) => expect(durationInWords(seconds)).toBe(words))

  it('reads back as itself, and never as more than it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 * D }), (seconds) => {
        const read = parseDuration(durationInWords(seconds))!
        expect(read).toBeLessThanOrEqual(seconds)
        expect(durationInWords(read)).toBe(durationInWords(seconds))
      }),
    )
  })

  it('is counted between two instants', () => {
    expect(timeBetween('2026-11-29T10:00:00.000Z', '2026-11-30T11:00:00.000Z')).toBe('1 day 1 h')
  })
})
