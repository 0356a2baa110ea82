// Times follow the workspace's clock, in words where a person would use words.
import { describe, expect, it } from 'vitest'
import { ago, dayHeading, formatSlackDate, span } from '../text/times.ts'

const now = new Date(2026, 10, 21, 12, 0, 0).getTime() / 1000
const minutes = 60
const hours = 3_600
const days = 24 * hours

describe('ago', () => {
  it.each([
    [0, 'just now'],
    [-40, 'just now'],
    [-3 * minutes, '3 minutes ago'],
    [-2 * hours, '2 hours ago'],
    [-1 * days, 'yesterday'],
    [+30, 'in a moment'],
    [+15 * minutes, 'in 15 minutes'],
    [+8 * hours, 'in 8 hours'],
  ])('%d seconds away is "%s"', (difference, words) => {
    expect(ago(now + difference, now)).toBe(words)
  })
})

describe('span', () => {
  it.each([
    [0, '0 s'],
    [900, '15 min'],
    [8 * hours + 5 * minutes + 3, '8 h 5 min'],
    [3 * days + 1, '3 d 1 s'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(span(seconds)).toBe(words)
  })
})

describe('a Slack date', () => {
  it('says today, yesterday and tomorrow only where the format asks for it', () => {
    expect(formatSlackDate(now - hours, 'on {date_short_pretty}', now)).toBe('On today')
    expect(formatSlackDate(now - days, '{date_pretty}', now)).toBe('Yesterday')
    expect(formatSlackDate(now + days, '{date_long_pretty}', now)).toBe('Tomorrow')
    expect(formatSlackDate(now, '{date_num}', now)).toBe('2026-11-21')
  })

  it('knows {ago}', () => {
    expect(formatSlackDate(now - 120, 'asked {ago}', now)).toBe('Asked 2 minutes ago')
  })

  it('leaves the fallback to the caller when a token is unknown', () => {
    expect(formatSlackDate(now, '{date_moon}', now)).toBeUndefined()
  })
})

it('heads a day with a word when it is near', () => {
  expect(dayHeading(now - hours, now)).toBe('Today')
  expect(dayHeading(now - days, now)).toBe('Yesterday')
  expect(dayHeading(now - 10 * days, now)).toContain('2026')
})
