// Settings: what is filled in, and what is refused with a sentence instead of being guessed.
import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '#plugins/openclaw/src/config.ts'

const home = '/home/of/the/plugin'
const read = (settings: unknown, environment: NodeJS.ProcessEnv = {}) =>
  readConfig(settings, environment, home)
const good = { gateUrl: 'https://claw.example.com/', token: 'a-token', model: 'vendor/family/large' }

test('what is not set has a careful default', () => {
  expect(read(good)).toEqual({
    ok: true,
    config: {
      gateUrl: 'https://claw.example.com',
      token: 'a-token',
      tokenFile: '/home/of/the/plugin/token',
      agent: undefined,
      models: { '*': 'vendor/family/large' },
      askTimeoutMs: 10_000,
      maxClockSkewMs: 300_000,
      outage: { readingTools: [], ms: 0 },
      trace: 'digests',
      spoolBytes: 16_777_216,
      stateDirectory: home,
      toolSeconds: { '*': 1_800 },
      unaskedJobs: false,
    },
  })
})

test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])(
  '%s is near enough',
  (url) => {
    expect(read({ ...good, gateUrl: url }).ok).toBe(true)
  },
)

describe('the token', () => {
  const { token: _token, ...rest } = good
  const withFile = async (mode: number, content = ' from-there\n') => {
    const stateDirectory = await mkdtemp(join(tmpdir(), 'claw-token-'))
    await writeFile(join(stateDirectory, 'token'), content)
    await chmod(join(stateDirectory, 'token'), mode)
    return { ...rest, stateDirectory }
  }

  test('comes from a file that only its owner may read', async () => {
    expect(read(await withFile(0o600))).toMatchObject({ config: { token: 'from-there' } })
  })

  test.each([0o640, 0o604, 0o620])('is not taken from a file of mode %o', async (mode) => {
    expect(read(await withFile(mode))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('chmod 600'),
    })
  })

  test('is not taken from the environment, whose every variable a tool can read', () => {
    expect(read(rest, { CLAW_CONTROL_TOKEN: 'from-there' })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('every tool can read it'),
    })
  })

  test.each([
    ['under any name', { MY_SECRETS: 'a-token' }],
    ['inside another value', { SETTINGS: '{"token":"a-token"}' }],
  ])('must not stand in the environment %s', (_name, environment) => {
    expect(read(good, environment)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('environment'),
    })
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
  ['a tool with no time', { ...good, toolSeconds: { exec: 0 } }, 'toolSeconds.exec'],
  ['an unclear word on jobs', { ...good, unaskedJobs: 'yes' }, 'unaskedJobs'],
  ['an unknown trace', { ...good, trace: 'everything' }, 'trace'],
])('%s is refused', (_name, settings, words) => {
  expect(read(settings)).toMatchObject({ ok: false, reason: expect.stringContaining(words) })
})
