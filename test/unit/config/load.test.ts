// Settings count from the moment they are saved, and a mistake in them is named.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { channels, directory } from '#config/load.ts'

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
