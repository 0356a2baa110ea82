// Settings count from the moment they are saved, and a mistake in them is named.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channels, checkSettings, directory, settingsProblems, statusSettings } from '#config/load.ts'

const roles = '{ platform: {}, product: {}, security: {}, support: { fallback: on-call }, on-call: {} }'
const people = (list: string) => `roles: ${roles}\npeople: ${list}\n`

let dir: string
let seconds = 1_000_000
const write = (name: string, text: string) => {
  writeFileSync(join(dir, name), text)
  // Two writes within the same tick of the disk's clock would look like one.
  utimesSync(join(dir, name), ++seconds, seconds)
}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'claw-config-'))
  process.env['CLAW_CONFIG_DIR'] = dir
})
afterEach(() => {
  delete process.env['CLAW_CONFIG_DIR']
  rmSync(dir, { recursive: true })
})

describe('maintenance on the status page', () => {
  const status = (planned: string) => `
name: x
components: { agents: { name: Agents, description: d } }
commitments: { acknowledgeWithinMinutes: { 1: 15 }, updateEveryMinutes: { 1: 20 }, postmortemWithinDays: 5 }
maintenance: [{ title: t, ${planned} }]
`
  it('may be planned in any zone', () => {
    write('status.yml', status('from: 2026-12-01T10:00:00+01:00, to: 2026-12-01T11:30:00Z'))
    expect(statusSettings().maintenance).toEqual([
      { title: 't', from: '2026-12-01T09:00:00.000Z', to: '2026-12-01T11:30:00.000Z', components: [] },
    ])
  })
  it.each([
    ['without a zone', 'from: 2026-12-01T10:00:00, to: 2026-12-01T11:00:00Z', 'maintenance.0.from'],
    [
      'that ends before it begins',
      'from: 2026-12-01T10:00:00+01:00, to: 2026-12-01T08:59:00Z',
      'maintenance.0.to: ends',
    ],
    [
      'of an unknown component',
      'from: 2026-12-01T10:00:00Z, to: 2026-12-01T11:00:00Z, components: [agent]',
      'maintenance.0.components.0: is no component; did you mean agents?',
    ],
  ])('%s is refused by its field', (_, planned, why) => {
    write('status.yml', status(planned))
    expect(() => statusSettings()).toThrow(why)
  })
})

describe('an edit that is wrong', () => {
  it('leaves what was good in force, is named, and is forgotten once it is mended', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    write('people.yml', people('{ USUE: { name: Sue, roles: [support] } }'))
    expect(Object.keys(directory().people)).toEqual(['USUE'])
    write('people.yml', people('{ USUE: { name: Sue, roles: [boss] } }'))
    expect(directory().people['USUE']?.roles).toEqual(['support'])
    directory()
    expect(log.mock.calls.filter(([line]) => String(line).includes('people.yml'))).toHaveLength(1)
    const problem = () => settingsProblems().find(({ file }) => file === 'people.yml')?.problem
    expect(problem()).toMatch(/^config\/people.yml: people.USUE.roles.0/)
    rmSync(join(dir, 'people.yml'))
    expect(Object.keys(directory().people)).toEqual(['USUE'])
    expect(problem()).toBe('config/people.yml is missing')
    write('people.yml', people('{ UBOB: { name: Bob, roles: [] } }'))
    expect(Object.keys(directory().people)).toEqual(['UBOB'])
    expect(problem()).toBeUndefined()
    log.mockRestore()
  })
  it('is found before it is shipped', () => {
    delete process.env['CLAW_CONFIG_DIR']
    expect(() => checkSettings()).not.toThrow()
  })
})

describe('the directory', () => {
  it('is what the file says', () => {
    write('people.yml', people('{ USUE: { name: Sue, roles: [support] } }'))
    expect(directory().people).toEqual({ USUE: { name: 'Sue', roles: ['support'] } })
  })
  it('counts from the next look on when the file changes', () => {
    write('people.yml', people('{ USUE: { name: Sue, roles: [support] } }'))
    expect(directory().people['USUE']?.roles).toEqual(['support'])
    write('people.yml', people('{ USUE: { name: Sue, roles: [] } }'))
    expect(directory().people['USUE']?.roles).toEqual([])
  })
  it('ships in an order that works', () => {
    delete process.env['CLAW_CONFIG_DIR']
    expect(Object.keys(directory().people)).toContain('USUPPORT')
    expect(channels().approvals.id).toBe('CAPPROVALS')
  })
  it.each([
    ['is missing', undefined, 'config/people.yml is missing'],
    ['is no YAML', 'people: [broken', 'config/people.yml cannot be read'],
    [
      'has the same person twice',
      people('{ USUE: { name: a, roles: [] }, USUE: { name: b, roles: [] } }'),
      'unique',
    ],
    ['has a role that nobody knows', people('{ USUE: { name: Sue, roles: [boss] } }'), 'people.USUE.roles.0'],
    ['has no name', people('{ USUE: { roles: [] } }'), 'people.USUE.name'],
    ['has no Slack id', people('{ sue: { name: Sue, roles: [] } }'), 'people.sue'],
    ['lacks a role', 'roles: { platform: {} }\npeople: {}', 'roles.'],
  ])('that %s is refused, with the file and the place', (_, text, words) => {
    if (text !== undefined) write('people.yml', text)
    expect(directory).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: expect.stringContaining(words) }),
    )
  })
  it('mended works again', () => {
    write('people.yml', 'people: [broken')
    expect(directory).toThrow('people.yml')
    write('people.yml', people('{}'))
    expect(directory().people).toEqual({})
  })
})

it('a channel without an id is refused, with the place', () => {
  write('channels.yml', 'approvals: { name: a, purpose: b }')
  expect(channels).toThrow('config/channels.yml: approvals.id')
})
