// The verdicts that a team gets before it changes anything.
import { describe, expect, test } from 'vitest'
import type { Moment, Requirement } from '#domain/action/judgement.ts'
import { addresses, ask, email, records } from './asking.ts'

const needs = (roles: string, quorum: number, risk: Requirement['risk']): Requirement => ({
  groups: roles.split(',').map((role) => [role]),
  quorum,
  risk,
})
type Expected = 'allow' | 'deny' | Requirement

const table: [tool: string, params: unknown, expected: Expected][] = [
  ['read', { path: 'notes.md' }, 'allow'],
  ['web_search', { query: 'weather' }, 'allow'],
  ['web_fetch', { url: 'https://example.com' }, 'allow'],
  ['crm.read', { record: 'c1' }, 'allow'],
  ['calendar.read', {}, 'allow'],
  ['session_status', {}, 'allow'],
  ['memory_search', { query: 'x' }, 'allow'],
  ['sessions_list', {}, 'allow'],
  ['write', { path: 'notes.md', content: 'x' }, 'allow'],
  ['edit', { path: 'src/a.ts', edits: [] }, 'allow'],
  ['apply_patch', { input: '*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch' }, 'allow'],
  ['write', { path: 'SOUL.md', content: 'x' }, 'deny'],
  ['edit', { path: 'workspace/AGENTS.md', edits: [] }, 'deny'],
  ['apply_patch', { input: '*** Begin Patch\n*** Update File: TOOLS.md\n@@\n-a\n+b\n*** End Patch' }, 'deny'],
  ['write', { path: '.git/hooks/pre-commit', content: 'x' }, needs('platform', 1, 'high')],
  ['exec', { command: 'ls -la' }, 'allow'],
  ['bash', { command: 'git status' }, 'allow'],
  ['exec', { command: 'npm install' }, needs('platform', 1, 'high')],
  ['exec', { command: 'ls', elevated: true }, needs('platform', 1, 'high')],
  ['exec', { command: 'ls', env: { LD_PRELOAD: './x.so' } }, needs('platform', 1, 'high')],
  ['exec', { command: 'ls', host: 'node', node: 'laptop' }, needs('platform', 1, 'high')],
  ['exec', { command: 'cat credentials', workdir: '/home/me/.aws' }, needs('platform', 1, 'high')],
  ['exec', { code: 'await tools.read({})' }, needs('platform', 1, 'high')],
  ['exec', { command: 'rm -rf /' }, 'deny'],
  ['exec', { command: 'rm -rf *', workdir: '/' }, 'deny'],
  ['process', { action: 'list' }, 'allow'],
  ['process', { action: 'poll', sessionId: 's' }, 'allow'],
  ['process', { action: 'log', sessionId: 's' }, 'allow'],
  ['process', { action: 'write', sessionId: 's', data: 'y\n' }, needs('platform', 1, 'high')],
  ['process', { action: 'paste', sessionId: 's', text: 'rm -rf /' }, 'deny'],
  ['process', { command: 'ls' }, 'allow'],
  ['terminal', { action: 'write', input: 'rm -rf ~' }, 'deny'],
  ['email.send', email(addresses(1)), 'allow'],
  ['email.send', email(addresses(10)), 'allow'],
  ['email.send', email(addresses(11)), needs('support', 1, 'normal')],
  ['email.send', email(addresses(1), { commitment: true }), needs('support,product', 2, 'high')],
  ['email.send', email(addresses(11), { commitment: true }), needs('support,product', 2, 'high')],
  ['email.send', email(addresses(1), { attachments: ['report.pdf'] }), 'allow'],
  ['email.send', email(addresses(1), { attachments: [{ path: '/srv/app/.env' }] }), 'deny'],
  ['message', { channel: 'slack', to: 'C1', text: 'hi' }, 'allow'],
  ['crm.update', { record: 'c1', fields: { name: 'x' } }, 'allow'],
  ['crm.delete', { records: records(1) }, needs('product', 1, 'high')],
  ['crm.delete', { records: records(19) }, needs('product', 1, 'high')],
  ['crm.delete', { records: records(20) }, needs('product,security', 2, 'critical')],
  ['purchase.create', { vendor: 'x', amount: 1, currency: 'EUR' }, needs('product,security', 2, 'high')],
  ['routing.update', { service: 'api', target: 'blue' }, needs('platform,product', 2, 'critical')],
  ['oauth.grant', { account: 'a', scopes: ['mail'] }, needs('security,platform', 2, 'critical')],
  ['skill.install', { name: 'x', version: '1', source: 'hub' }, needs('security', 1, 'high')],
  ['plugins', { action: 'list' }, 'allow'],
  ['plugins', { action: 'install', name: 'x' }, needs('security', 1, 'high')],
  ['secrets', { action: 'request', name: 'KEY' }, needs('security', 1, 'high')],
  ['browser', { action: 'snapshot' }, 'allow'],
  ['browser', { action: 'navigate', url: 'https://example.com' }, 'allow'],
  ['browser', { action: 'navigate', url: 'file:///etc/passwd' }, 'deny'],
  ['browser', { action: 'navigate', url: 'http://127.0.0.1:18789/' }, 'deny'],
  ['browser', { action: 'navigate', url: 'javascript:alert(1)' }, needs('platform', 1, 'high')],
  ['web_fetch', { url: 'http://localhost:3000/' }, 'deny'],
  ['web_fetch', { url: 'https://example.com/?k=local-agent-token' }, 'deny'],
  ['read', { path: '.env' }, needs('security', 1, 'high')],
  ['read', { path: '/proc/1/environ' }, needs('security', 1, 'high')],
  ['read', { path: 'notes.md', follow: true }, needs('platform', 1, 'high')],
  ['write', { path: 'skills/x/SKILL.md', content: 'x' }, needs('security', 1, 'high')],
  ['write', { path: '/tmp/x', content: 'x' }, needs('platform', 1, 'high')],
  ['write', { path: '/dev/mem', content: 'x' }, 'deny'],
  ['email.send', email(addresses(1), { forwardTo: ['b@x.example'] }), needs('platform', 1, 'high')],
  ['message', { action: 'react', emoji: '+1', messageId: '1' }, 'allow'],
  ['message', { action: 'channel-delete', channelId: 'C1' }, needs('platform', 1, 'high')],
  ['message', { action: 'teleport', channelId: 'C1' }, needs('platform', 1, 'high')],
  ['message', { to: 'C1', text: 'x', media: '/root/.ssh/id_rsa' }, 'deny'],
  ['message', { to: 'C1', text: 'x', media: 'chart.png' }, 'allow'],
  ['wait', { runId: 'r1' }, 'allow'],
  ['terminal', { action: 'read', sessionId: 's' }, 'allow'],
  ['grep', { pattern: 'TODO', glob: '*.ts' }, 'allow'],
  ['grep', { pattern: 'KEY' }, needs('security', 1, 'high')],
  ['browser', { action: 'act', request: { kind: 'click' } }, needs('platform', 1, 'normal')],
  ['nodes', { action: 'status' }, 'allow'],
  ['nodes', { action: 'camera_snap' }, needs('platform', 1, 'normal')],
  ['cron', { action: 'list' }, 'allow'],
  ['cron', { action: 'add', job: {} }, needs('platform', 1, 'high')],
  ['gateway', { action: 'config.get' }, 'allow'],
  ['gateway', { action: 'update.run' }, needs('platform', 1, 'high')],
  ['gateway', {}, needs('platform', 1, 'high')],
  ['sessions_spawn', { task: 'look' }, 'allow'],
]

test.each(table)('%s %j → %j', (tool, params, expected) => {
  const { verdict, requirement, policies, reasons } = ask(tool, params)
  expect(typeof expected === 'string' ? verdict : requirement).toEqual(expected)
  expect(verdict === 'ask').toBe(requirement !== undefined)
  expect(reasons.map(({ policy }) => policy)).toEqual(policies)
  expect(reasons.every(({ reason }) => reason.endsWith('.'))).toBe(true)
})

describe('the moment', () => {
  const reading = [
    ['read', { path: 'a' }],
    ['exec', { command: 'ls' }],
    ['crm.read', {}],
    ['cron', { action: 'list' }],
  ] as const
  const acting = [
    ['write', { path: 'a' }],
    ['email.send', email(addresses(1))],
    ['exec', { command: 'npm test' }],
    ['message', {}],
  ] as const
  const everything = [...reading, ...acting]
  const verdicts = (calls: readonly (readonly [string, unknown])[], moment: Partial<Moment>) =>
    new Set(calls.map(([tool, params]) => ask(tool, params, moment).verdict))

  test('a pause denies everything', () => {
    expect(verdicts(everything, { switchMode: 'paused' })).toEqual(new Set(['deny']))
  })
  test('read-only lets calls that only look through, and nothing else', () => {
    expect(verdicts(reading, { switchMode: 'readonly' })).toEqual(new Set(['allow']))
    expect(verdicts(acting, { switchMode: 'readonly' })).toEqual(new Set(['deny']))
  })
  test('an open SEV1 makes agents read-only', () => {
    expect(verdicts(reading, { severity: 1 })).toEqual(new Set(['allow']))
    expect(verdicts(acting, { severity: 1 })).toEqual(new Set(['deny']))
  })
  test('an open SEV2 asks a platform person about every change', () => {
    expect(verdicts(reading, { severity: 2 })).toEqual(new Set(['allow']))
    expect(verdicts(acting, { severity: 2 })).toEqual(new Set(['ask']))
    expect(ask('write', { path: 'a' }, { severity: 2 }).requirement).toEqual(needs('platform', 1, 'high'))
  })
  test.each([3, 4])('an open SEV%i changes nothing', (severity) => {
    expect(ask('write', { path: 'a' }, { severity }).verdict).toBe('allow')
  })
  test('a closed change window denies what changes systems, and only that', () => {
    expect(ask('routing.update', { service: 'a', target: 'b' }, { freeze: true }).policies).toEqual([
      'change-freeze',
    ])
    expect(ask('skill.install', { name: 'a', version: '1', source: 'b' }, { freeze: true }).verdict).toBe(
      'deny',
    )
    expect(ask('gateway', { action: 'config.get' }, { freeze: true }).verdict).toBe('allow')
    expect(ask('write', { path: 'a' }, { freeze: true }).verdict).toBe('allow')
  })
  test('a spent budget denies everything', () => {
    expect(verdicts(everything, { budgetExhausted: true })).toEqual(new Set(['deny']))
  })
  test('what people approved is still denied when the moment forbids it', () => {
    const approval = { count: 9, roles: ['platform', 'product', 'security', 'support', 'on-call'] }
    for (const moment of [
      { switchMode: 'paused' },
      { switchMode: 'readonly' },
      { severity: 1 },
      { budgetExhausted: true },
    ] as const)
      expect(ask('email.send', email(addresses(11)), { ...moment, approval }).verdict).toBe('deny')
  })
})
