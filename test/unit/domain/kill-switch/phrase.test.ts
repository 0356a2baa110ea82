// Why: whoever stops agents in an emergency types with a thumb, in their own words, and must neither be misunderstood nor sent away.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSwitchPhrase, type SwitchPhrase } from '#domain/kill-switch/phrase.ts'

const agent = (name: string) => ({ target: { kind: 'agent', name } })
const all = { target: { kind: 'all' } }

describe('what people type after /claw pause', () => {
  it.each<[string, object]>([
    ['', all],
    ['all', all],
    ['All', all],
    ['ALL!!!', all],
    ['“all”', all],
    ['all agents', all],
    ['all the agents', all],
    ['agents', all],
    ['every agent', all],
    ['every single agent', all],
    ['everything', all],
    ['Everything now!', all],
    ['everything, please.', all],
    ['it', all],
    ['them all', all],
    ['all of them right now', all],
    ['all bots', all],
    ['*', all],
    ['agent:billing-bot', agent('billing-bot')],
    ['agent: billing-bot', agent('billing-bot')],
    ['agent : billing-bot', agent('billing-bot')],
    ['Agent:billing-bot.', agent('billing-bot')],
    ['AGENT billing-bot', agent('billing-bot')],
    ['agent=billing-bot', agent('billing-bot')],
    ['agent/billing-bot', agent('billing-bot')],
    ['“agent:billing-bot”', agent('billing-bot')],
    ['agent:“billing-bot”', agent('billing-bot')],
    ['agent:\u00a0billing-bot', agent('billing-bot')],
    ['agent:billing–bot', agent('billing-bot')],
    ['agent:billing\u2011bot', agent('billing-bot')],
    ['the agent billing-bot', agent('billing-bot')],
    ['the billing-bot agent', agent('billing-bot')],
    ['bot billing-bot', agent('billing-bot')],
    ['agent @billing-bot', agent('billing-bot')],
    ['billing-bot', { target: { kind: undefined, name: 'billing-bot' } }],
    ['@billing-bot', { target: { kind: undefined, name: 'billing-bot' } }],
    ['Billing Bot', { target: { kind: undefined, name: 'Billing Bot' } }],
    ['skill outreach', { target: { kind: 'skill', name: 'outreach' } }],
    ['the outreach skill', { target: { kind: 'skill', name: 'outreach' } }],
    ['channel:slack', { target: { kind: 'channel', name: 'slack' } }],
    ['channel #ops', { target: { kind: 'channel', name: 'ops' } }],
    ['#ops', { target: { kind: 'channel', name: 'ops' } }],
    ['skill:outreach for 30m', { target: { kind: 'skill', name: 'outreach' }, seconds: 1_800 }],
    ['for 2 hours', { ...all, seconds: 7_200 }],
    ['all for 30 minutes please', { ...all, seconds: 1_800 }],
    ['all for an hour', { ...all, seconds: 3_600 }],
    ['all 30m', { ...all, seconds: 1_800 }],
    ['agent:b2 1h', { ...agent('b2'), seconds: 3_600 }],
    ['agent:bot7', agent('bot7')],
    ['FOR 1h30m BECAUSE it loops', { ...all, seconds: 5_400, reason: 'it loops' }],
    ['because it asks for money', { ...all, reason: 'it asks for money' }],
    ['Because: it asks for money', { ...all, reason: 'it asks for money' }],
    ['all due to spam', { ...all, reason: 'spam' }],
    ['all — it loops', { ...all, reason: 'it loops' }],
    ['all - it loops', { ...all, reason: 'it loops' }],
    ['all, because it “loops”', { ...all, reason: 'it “loops”' }],
    ['channel:slack because  of  me ', { target: { kind: 'channel', name: 'slack' }, reason: 'of  me' }],
    [
      'all for 1d because we wait for 5m of calm because',
      { ...all, seconds: 86_400, reason: 'we wait for 5m of calm because' },
    ],
    ['agent:x --even-if-unknown', { ...agent('x'), evenIfUnknown: true }],
    ['agent:x —even-if-unknown', { ...agent('x'), evenIfUnknown: true }],
    ['agent:x –even–if–unknown', { ...agent('x'), evenIfUnknown: true }],
    ['agent:x Even if unknown.', { ...agent('x'), evenIfUnknown: true }],
    ['--even-if-unknown agent:x for 5m', { ...agent('x'), evenIfUnknown: true, seconds: 300 }],
  ])('“%s”', (text, expected) => {
    expect(parseSwitchPhrase(text)).toEqual({ evenIfUnknown: false, ...expected })
  })

  it.each([
    ['agent:', 'names nothing to stop'],
    ['agent', 'names nothing to stop'],
    ['team:x', 'names nothing to stop'],
    ['for a while', 'no length of time'],
    ['for 1 month', 'no length of time'],
    ['for 1 decade', 'no length of time'],
    ['for', 'Say for how long'],
    ['for 30', 'of what?'],
    ['for 30s', 'one minute to 30 days'],
    ['for 31d', 'one minute to 30 days'],
    ['all until 5pm', 'Say for how long'],
    ['all --force', 'no option “--force”'],
    ['all —now-or-never', 'no option'],
  ])('“%s” is not understood, in a sentence', (text, why) => {
    expect(parseSwitchPhrase(text)).toEqual({ problem: expect.stringContaining(why) })
  })

  it('is never anything else than a phrase or a sentence, and never longer than the record takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 1_000, unit: 'binary' }), (text) => {
        const phrase = parseSwitchPhrase(text)
        if ('problem' in phrase) expect(phrase.problem.length).toBeLessThan(250)
        else expect(phrase.reason?.length ?? 0).toBeLessThanOrEqual(300)
      }),
    )
  })
})

describe('the habits of a phone’s keyboard', () => {
  const habits: ((text: string) => string)[] = [
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text[0]!.toUpperCase() + text.slice(1),
    (text) => `“${text}”`,
    (text) => `${text}.`,
    (text) => `${text}!!`,
    (text) => `${text}…`,
    (text) => `  ${text}\u00a0`,
    (text) => text.replaceAll(' ', '\u00a0'),
    (text) => text.replaceAll('-', '\u2011'),
    (text) => text.replaceAll('-', '–'),
    (text) => `\u200b${text}\ufeff`,
    (text) => `*${text}*`,
    (text) => `\`${text}\``,
    (text) => `please ${text}`,
    (text) => `${text} now`,
  ]
  const scopes: [string, SwitchPhrase['target']][] = [
    ['all', { kind: 'all' }],
    ['all agents', { kind: 'all' }],
    ['agent:billing-bot', { kind: 'agent', name: 'billing-bot' }],
    ['skill:out-reach', { kind: 'skill', name: 'out-reach' }],
    ['channel:whats-app', { kind: 'channel', name: 'whats-app' }],
  ]
  const lasting: [string, number | undefined][] = [
    ['', undefined],
    [' for 30m', 1_800],
    [' for 2 hours', 7_200],
    [' 45 min', 2_700],
  ]
  it('mean nothing: one, two or three of them change neither what is stopped nor for how long', () => {
    const habit = fc.constantFrom(...habits)
    fc.assert(
      fc.property(
        fc.constantFrom(...scopes),
        fc.constantFrom(...lasting),
        fc.array(habit, { maxLength: 3 }),
        ([scope, target], [length, seconds], twists) => {
          const phrase = parseSwitchPhrase(twists.reduce((text, twist) => twist(text), `${scope}${length}`))
          if ('problem' in phrase) throw new Error(phrase.problem)
          const lower =
            'name' in phrase.target
              ? { ...phrase.target, name: phrase.target.name.toLowerCase() }
              : phrase.target
          expect(lower).toEqual(target)
          expect(phrase.seconds).toBe(seconds)
        },
      ),
      { numRuns: 500 },
    )
  })
})
