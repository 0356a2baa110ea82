// Settings: what is filled in, and what is refused with a sentence instead of being guessed.
import { expect, test } from 'vitest'
import { readConfig } from '#plugins/openclaw/src/config.ts'

const good = { gateUrl: 'https://claw.example.com/', token: 'a-token', model: 'vendor/family/large' }

test('what is not set has a careful default', () => {
  expect(readConfig(good, {})).toEqual({
    ok: true,
    config: {
      gateUrl: 'https://claw.example.com',
      token: 'a-token',
      models: { '*': 'vendor/family/large' },
      askTimeoutMs: 10_000,
      maxClockSkewMs: 300_000,
      outage: { readingTools: [], ms: 0 },
      trace: 'digests',
      spoolBytes: 16_777_216,
      stateDirectory: undefined,
    },
  })
})

test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])(
  '%s is near enough',
  (url) => {
    expect(readConfig({ ...good, gateUrl: url }, {}).ok).toBe(true)
  },
)

test('the token may come from the environment', () => {
  const { token: _token, ...rest } = good
  expect(readConfig(rest, { CLAW_CONTROL_TOKEN: ' from-there\n' })).toMatchObject({
    config: { token: 'from-there' },
  })
})

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'no settings'],
  ['no address', { ...good, gateUrl: undefined }, 'gateUrl'],
  ['an address in the clear', { ...good, gateUrl: 'http://claw.example.com' }, 'https'],
  ['an address that looks near', { ...good, gateUrl: 'http://127.example.com' }, 'https'],
  ['no token', { ...good, token: '' }, 'no token'],
  ['a token that no header can hold', { ...good, token: 'a\nb' }, 'token'],
  ['no model', { ...good, model: undefined }, 'model'],
  ['a model without a provider', { ...good, models: { billing: 'large' } }, 'models.billing'],
  [
    'a writing tool on the lease',
    { ...good, outage: { readingTools: ['exec'], seconds: 5 } },
    'readingTools',
  ],
  ['a minute of lease', { ...good, outage: { readingTools: ['read'], seconds: 60 } }, 'outage.seconds'],
  ['endless patience', { ...good, askTimeoutSeconds: 1e9 }, 'askTimeoutSeconds'],
  ['an unknown trace', { ...good, trace: 'everything' }, 'trace'],
])('%s is refused', (_name, settings, words) => {
  expect(readConfig(settings, {})).toMatchObject({ ok: false, reason: expect.stringContaining(words) })
})
