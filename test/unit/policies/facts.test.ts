// What is derived from parameters: nothing hides in them, and more of something never counts as less.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveFacts } from '#policies/facts.ts'
import { addresses, ask, email, records } from './asking.ts'

const factsOf = (tool: string, params: unknown): Record<string, unknown> => {
  const derived = deriveFacts(tool, params)
  if (!derived.ok) throw new Error(JSON.stringify(derived.problems))
  return derived.sheet.facts
}
const fieldsOf = (tool: string, params: unknown): string[] => {
  const derived = deriveFacts(tool, params)
  return derived.ok ? [] : derived.problems.map(({ field }) => field)
}

describe('recipients', () => {
  test('to, cc and bcc all count, each address once, whatever its letter case', () => {
    const params = email(['a@x.example', 'b@x.example'], {
      cc: ['A@X.example', 'c@x.example'],
      bcc: ['d@x.example', 'd@x.example'],
    })
    expect(factsOf('email.send', params)['recipients']).toBe(4)
  })
  test('eleven in bcc need support as much as eleven in to', () => {
    expect(ask('email.send', email(addresses(1), { bcc: addresses(11) })).policies).toEqual(['bulk-email'])
    expect(ask('email.send', email(addresses(5), { cc: addresses(10) })).verdict).toBe('allow')
  })
  test.each([
    'a@x.example, b@x.example',
    'a@x.example;b@x.example',
    'a@x.example b@x.example',
    'A <a@x.example>',
    'a',
    '',
    'a@x.example\nbcc: b@x.example',
    '@',
    'a@b@c',
  ])('%j is not one address', (address) => {
    expect(fieldsOf('email.send', email(['ok@x.example', address]))).toEqual(['params.to.1'])
    expect(ask('email.send', email([address])).policies).toEqual(['invalid-params'])
  })
  test('recipients, records and verdicts never shrink when somebody is added', () => {
    const some = fc.array(fc.constantFrom(...addresses(15)), { maxLength: 15 })
    const order = { allow: 0, ask: 1, deny: 2 }
    fc.assert(
      fc.property(
        some,
        some,
        some,
        fc.constantFrom('to', 'cc', 'bcc'),
        fc.constantFrom(...addresses(30)),
        (to, cc, bcc, field, more) => {
          const lists = { to: ['first@example.com', ...to], cc, bcc }
          const before = email(lists.to, { cc, bcc })
          const after = email(lists.to, { cc, bcc, [field]: [...lists[field], more] })
          expect(Number(factsOf('email.send', after)['recipients'])).toBeGreaterThanOrEqual(
            Number(factsOf('email.send', before)['recipients']),
          )
          expect(order[ask('email.send', after).verdict]).toBeGreaterThanOrEqual(
            order[ask('email.send', before).verdict],
          )
        },
      ),
    )
  })
})

describe('parameters that nobody could judge are refused by name', () => {
  test.each<[tool: string, params: unknown, fields: string[]]>([
    ['email.send', { ...email([]), to: 'a@x.example' }, ['params.to']],
    ['email.send', email([]), ['params.to']],
    ['email.send', { to: ['a@x.example'] }, ['params.subject', 'params.body']],
    ['email.send', email(['a@x.example'], { commitment: 'false' }), ['params.commitment']],
    ['crm.delete', { records: [] }, ['params.records']],
    ['crm.delete', { records: ['*'] }, ['params.records.0']],
    ['crm.delete', { records: ['a,b'] }, ['params.records.0']],
    ['crm.delete', { records: [['a', 'b']] }, ['params.records.0']],
    ['crm.delete', { records: 'all' }, ['params.records']],
    ['purchase.create', { vendor: 'a', amount: '5', currency: 'EUR' }, ['params.amount']],
    ['purchase.create', { vendor: 'a', amount: -5, currency: 'EUR' }, ['params.amount']],
    ['purchase.create', { vendor: 'a', amount: 5, currency: 'EURO' }, ['params.currency']],
    ['oauth.grant', { account: 'a', scopes: 'mail' }, ['params.scopes']],
    ['skill.install', { name: 'a', version: '1' }, ['params.source']],
    ['exec', {}, ['params.command']],
    ['exec', { command: '' }, ['params.command']],
    ['exec', { command: ['rm', '-rf', '/'] }, ['params.command']],
    ['exec', { command: 'a'.repeat(100_001) }, ['params.command']],
    ['process', {}, ['params.action']],
    ['read', [], ['params']],
    ['read', null, ['params']],
    ['read', 'path', ['params']],
  ])('%s %j', (tool, params, fields) => {
    expect(fieldsOf(tool, params)).toEqual(fields)
    expect(ask(tool, params)).toMatchObject({ verdict: 'deny', policies: ['invalid-params'] })
  })
})

test('a tool that only the schema knows is counted by the usual names', () => {
  expect(factsOf('refund.create', { to: 'C1' })).toEqual({ recipients: 1 })
  expect(factsOf('refund.create', { to: 'a, b;c', cc: ['a', 'd'], records: [{}, {}], amount: 2.1 })).toEqual({
    recipients: 4,
    records: 2,
    amount: 3,
  })
  expect(fieldsOf('refund.create', { to: { all: true }, amount: '5' })).toEqual([
    'params.to',
    'params.amount',
  ])
})

test.each<[tool: string, params: Record<string, unknown>, named: string]>([
  ['email.send', email(['a@x.example'], { forwardTo: ['b@x.example'] }), 'forwardTo'],
  ['email.send', email(['a@x.example'], { Bcc: [] }), 'Bcc'],
  ['crm.delete', { filter: 'all', records: ['a'] }, 'filter'],
  ['routing.update', { service: 'a', target: 'b', force: true }, 'force'],
  ['exec', { command: 'ls', shell: '/tmp/sh' }, 'shell'],
  ['read', { path: 'a.md', via: 'ssh' }, 'via'],
  ['message', { action: 'send', anything: { nested: [1] } }, 'anything'],
  ['message', { action: 'Send', text: 'x' }, 'Send'],
  ['process', { action: 'inject', sessionId: 's' }, 'action'],
  ['web_fetch', { url: 'https://example.com', gatewayUrl: 'ws://x.example' }, 'gatewayUrl'],
  ['session_status', { constructor: 1 }, 'constructor'],
])('%s %j: an unknown part asks, and the reason names it', (tool, params, named) => {
  const { verdict, reasons } = ask(tool, params)
  expect(verdict).toBe('ask')
  expect(reasons.map(({ reason }) => reason).join(' ')).toContain(`“${named}”`)
})

test('OpenClaw’s own parameters are known', () => {
  expect(ask('exec', { command: 'ls', title: 'List', yieldMs: 10, pty: true }).verdict).toBe('allow')
})

test('two commands in one call are never one reading command', () => {
  expect(ask('exec', { command: 'ls', cmd: 'id' }).verdict).toBe('ask')
  expect(ask('exec', { command: 'ls', cmd: 'rm -rf /' }).verdict).toBe('deny')
})

test('the facts that a person sees are those that the policies saw', () => {
  expect(ask('crm.delete', { records: records(25) }).facts).toEqual({ records: 25 })
  expect(ask('exec', { command: 'make | tee x' }).facts).toEqual({
    readOnly: false,
    detail: '“make” is not a program that is known to be harmless',
  })
})

test('what stood out never repeats the value of an option or of a query, which may be a secret', () => {
  expect(JSON.stringify(ask('exec', { command: 'node --token=hunter2' }).facts)).not.toContain('hunter2')
  expect(JSON.stringify(ask('exec', { command: 'TOKEN=hunter2 ls' }).facts)).not.toContain('hunter2')
  expect(
    JSON.stringify(ask('browser', { action: 'navigate', url: 'https://x.example/?key=hunter2' }).facts),
  ).not.toContain('hunter2')
})
