// What doctor finds in a configuration, and that its own arrangement leaves nothing to find.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { arrange } from '#plugins/openclaw/src/doctor/arrangement.ts'
import { findingsOf } from '#plugins/openclaw/src/doctor/findings.ts'
import type { Settings } from '#plugins/openclaw/src/doctor/look-up.ts'
import { at, withAt } from '#plugins/openclaw/src/doctor/look-up.ts'

const ordinary: Settings = {
  agents: {
    defaults: { model: { primary: 'vendor/large', fallbacks: ['vendor/small'] }, workspace: '/w' },
    entries: { billing: { model: 'vendor/small', name: 'Billing' }, plain: { name: 'Plain' } },
  },
  models: { providers: { vendor: { baseUrl: 'https://models.example.com' } } },
  plugins: { allow: ['telegram'], entries: { telegram: { enabled: true } } },
}
const home = mkdtempSync(join(tmpdir(), 'claw-doctor-'))
writeFileSync(join(home, 'token'), 'a-token', { mode: 0o600 })
const arranged = arrange(ordinary, { gateUrl: 'https://claw.example.com', pluginPath: '/plugin' })
const open = (settings: Settings, variables: NodeJS.ProcessEnv = {}) =>
  findingsOf(settings, variables, true, home)
    .filter(({ state }) => state === 'open')
    .map(({ what }) => what)

describe('the arrangement', () => {
  test('leaves nothing open and says what it cannot close', () => {
    expect(open(arranged)).toEqual([])
    const notes = findingsOf(arranged, {}, true, home).filter(({ state }) => state === 'note')
    expect(notes.map(({ what }) => what).join()).toContain('telegram')
  })

  test('keeps what was there, and moves the models to the plugin', () => {
    expect(at(arranged, 'agents', 'defaults', 'workspace')).toBe('/w')
    expect(at(arranged, 'agents', 'entries', 'plain')).toEqual({ name: 'Plain' })
    expect(at(arranged, 'plugins', 'allow')).toEqual(['telegram', 'claw-control'])
    expect(at(arranged, 'plugins', 'entries', 'claw-control', 'config')).toEqual({
      gateUrl: 'https://claw.example.com',
      model: 'vendor/large',
      models: { billing: 'vendor/small' },
    })
  })

  test('done twice is the same', () => {
    expect(arrange(arranged, { gateUrl: 'https://claw.example.com', pluginPath: '/plugin' })).toEqual(
      arranged,
    )
  })
})

test('an ordinary gateway is open in every respect', () => {
  const found = open(ordinary).join('\n')
  for (const words of ['not enabled', 'not guard turns', 'does not list', 'No tool will run', 'live one'])
    expect(found).toContain(words)
})

const entry = ['plugins', 'entries', 'claw-control']
test.each<[string, string[], unknown, string]>([
  ['the plugin switched off', [...entry, 'enabled'], false, 'not enabled explicitly'],
  ['all plugins switched off', ['plugins', 'enabled'], false, 'not enabled explicitly'],
  ['no access to turns', [...entry, 'hooks'], {}, 'may not guard turns'],
  ['a plain http gate', [...entry, 'config', 'gateUrl'], 'http://claw.example.com', 'must be https'],
  ['a live default', ['agents', 'defaults', 'model'], 'vendor/large', 'without any gate'],
  ['a provider named locked', ['models', 'providers', 'locked'], {}, 'without any gate'],
  ['free choice of model', ['agents', 'defaults', 'modelPolicy'], {}, 'can choose a live model'],
  ['an agent with its own model', ['agents', 'entries', 'new'], { model: 'vendor/small' }, 'new'],
  ['an agent with its own choice', ['agents', 'entries', 'new'], { modelPolicy: { allow: [] } }, 'new'],
  ['a fallback', ['agents', 'defaults', 'model', 'fallbacks'], ['vendor/small'], 'fallbacks.0'],
  [
    'a model for subagents',
    ['agents', 'defaults', 'subagents'],
    { model: 'vendor/small' },
    'subagents.model',
  ],
  [
    'a model for the heartbeat',
    ['agents', 'entries', 'plain', 'heartbeat'],
    { model: 'vendor/x' },
    'heartbeat.model',
  ],
  ['a model that OpenClaw knows by itself', ['cron', 'model'], 'famous/large', 'cron.model'],
  [
    'another harness',
    ['models', 'providers', 'vendor', 'agentRuntime'],
    { id: 'claude-cli' },
    'claude-cli, whose own tools',
  ],
])('%s is found', (_name, path, value, words) => {
  expect(open(withAt(arranged, path, value)).join('\n')).toContain(words)
})

test('a model that only looks at pictures is no way round', () => {
  expect(open(withAt(arranged, ['agents', 'defaults', 'imageModel'], { primary: 'vendor/eye' }))).toEqual([])
})

test('a missing token is found; a secret reference is one', () => {
  const found = findingsOf(arranged, {}, true, '/nowhere').map(({ what }) => what)
  expect(found.join()).toContain('there is no token')
  const referred = withAt(arranged, [...entry, 'config', 'token'], {
    source: 'env',
    provider: 'default',
    id: 'TOKEN',
  })
  expect(open(referred, {})).toEqual([])
})
