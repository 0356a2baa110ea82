import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSwitchPhrase } from '#domain/kill-switch/phrase.ts'

describe('what people type after /claw pause', () => {
  it.each([
    ['', { scope: 'all' }],
    ['all', { scope: 'all' }],
    ['agent:billing-bot', { scope: 'agent:billing-bot' }],
    ['agent: billing-bot', { scope: 'agent:billing-bot' }],
    ['skill:outreach for 30m', { scope: 'skill:outreach', seconds: 1_800 }],
    ['for 2 hours', { scope: 'all', seconds: 7_200 }],
    ['FOR 1h30m BECAUSE it loops', { scope: 'all', seconds: 5_400, reason: 'it loops' }],
    ['because it asks for money', { scope: 'all', reason: 'it asks for money' }],
    ['channel:slack because  of  me ', { scope: 'channel:slack', reason: 'of  me' }],
    [
      'all for 1d because we wait for 5m of calm because',
      { scope: 'all', seconds: 86_400, reason: 'we wait for 5m of calm because' },
    ],
  ])('“%s”', (text, expected) => {
    expect(parseSwitchPhrase(text)).toEqual(expected)
  })
  it.each([
    ['everything', 'names nothing to stop'],
    ['agent:', 'names nothing to stop'],
    ['agent:a b', 'names nothing to stop'],
    ['for a while', 'no length of time'],
    ['for', 'names nothing to stop'],
    ['for 30s', 'one minute to 30 days'],
    ['for 31d', 'one minute to 30 days'],
    ['team:x', 'names nothing to stop'],
  ])('“%s” is not understood, in a sentence', (text, why) => {
    expect(parseSwitchPhrase(text)).toEqual({ problem: expect.stringContaining(why) })
  })
  it('is never anything else than a phrase or a sentence, and never longer than the record takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 1_000, unit: 'binary' }), (text) => {
        const phrase = parseSwitchPhrase(text)
        if ('problem' in phrase) expect(phrase.problem.length).toBeLessThan(200)
        else {
          expect(phrase.reason?.length ?? 0).toBeLessThanOrEqual(300)
          expect(phrase.scope.length).toBeLessThanOrEqual(110)
        }
      }),
    )
  })
})
