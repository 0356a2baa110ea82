// What the check finds before a mistake in the policies can go live, and what a client reads.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { gates } from '#policies/authorize.ts'
import { checkPolicies } from '#policies/check.ts'
import { markdownTable, terminalTable } from '#policies/gate-table.ts'
import { readPolicyFolder } from '#policies/policy-set.ts'

const roles = ['platform', 'product', 'security', 'support', 'on-call']
const { schema, files } = readPolicyFolder('policies')
const good = `@id("extra")
@condition("always")
@reason("An example.")
@approvers("platform,product|support")
@quorum("2")
@risk("high")
forbid (principal, action == Action::"message", resource)
unless { context.approval.count >= 2 && context.approval.roles.contains("platform") && context.approval.roles.containsAny(["product", "support"]) };
`
const complaints = (text: string, name = 'extra.cedar') =>
  checkPolicies(schema, [...files, { name, text }], roles).map(
    ({ file, line, message }) => `${file}:${line}: ${message}`,
  )

test('the shipped policies have nothing wrong with them', () => {
  expect(checkPolicies(schema, files, roles)).toEqual([])
  expect(complaints(good)).toEqual([])
})

test.each<[what: string, text: string, said: RegExp]>([
  ['no id', good.replace('@id("extra")', ''), /^extra\.cedar:\d: a policy without @id/],
  [
    'an id that is taken',
    good.replace('"extra"', '"bulk-email"'),
    /^extra\.cedar:1: the id bulk-email is used twice/,
  ],
  ['no reason', good.replace('@reason("An example.")', ''), /extra: @reason is missing/],
  ['no condition in words', good.replace('@condition("always")', ''), /extra: @condition is missing/],
  ['a mistyped annotation', good.replace('@approvers', '@aprovers'), /extra: @aprovers is not one of/],
  ['a role that nobody can hold', good.replaceAll('platform', 'admins'), /“admins”; known are platform/],
  ['no quorum', good.replace('@quorum("2")', ''), /extra: @approvers needs @quorum/],
  ['a quorum of nobody', good.replace('@quorum("2")', '@quorum("0")'), /extra: @approvers needs @quorum/],
  ['no risk', good.replace('@risk("high")', '@risk("huge")'), /extra: @approvers needs @risk/],
  ['an empty role', good.replace('platform,', ','), /extra: @approvers has an empty role/],
  [
    'fewer people than it says',
    good.replace('count >= 2', 'count >= 1'),
    /must have exactly: unless \{ context\.approval\.count >= 2/,
  ],
  [
    'a forgotten role',
    good.replace('context.approval.roles.contains("platform") && ', ''),
    /what it asks for and what lifts it differ/,
  ],
  ['no way to lift it', good.replace(/unless[^;]*/, ''), /what it asks for and what lifts it differ/],
  [
    'a second way to lift it',
    good.replace(/;\n$/, ' unless { context.severity == 4 };'),
    /what it asks for and what lifts it differ/,
  ],
  [
    'a lifting clause that asks nobody',
    good.replace(/@approvers.*\n@quorum.*\n@risk.*\n/, ''),
    /must say with @approvers whom it asks/,
  ],
  ['a tool that the schema lacks', good.replace('"message"', '"messsage"'), /extra\.cedar:7: .*messsage/],
  [
    'a fact that the schema lacks',
    good.replace('unless', 'when { context.recipient > 3 }\nunless'),
    /extra\.cedar:\d+: .*recipient/,
  ],
  ['a syntax error', good.replace('forbid', 'forbidd'), /^extra\.cedar:7: .*forbidd/],
])('it finds %s', (_, text, said) => {
  expect(complaints(text).join('\n')).toMatch(said)
})

test('a mistake in the schema is found with its line', () => {
  const broken = { ...schema, text: schema.text.replace('entity Tool', 'entiti Tool') }
  expect(checkPolicies(broken, files, roles)[0]).toMatchObject({
    file: schema.name,
    line: 5,
    message: expect.stringContaining('entiti'),
  })
})

test('the table says who, how many, how long', () => {
  const row = terminalTable(gates())
    .split('\n')
    .find((line) => line.includes('crm-mass-delete'))
  expect(row).toMatch(
    /crm\.delete\s+20 records or more\s+product and security\s+2\s+critical\s+15 min\s+crm-mass-delete/,
  )
  expect(markdownTable(gates())).toContain(
    '| email.send | more than 10 recipients | support | 1 | normal | 8 h | bulk-email |',
  )
})

/** Runs the command as `npm run policy -- …` does. */
const policy = (...args: string[]) =>
  spawnSync(process.execPath, ['policies/cli.ts', ...args], { encoding: 'utf8' })
const patience = 120_000

test('`policy check` prints the gates', { timeout: patience }, () => {
  const { status, stdout } = policy('check')
  expect([status, stdout]).toEqual([0, expect.stringContaining('every other tool is denied')])
})

test('`policy check` fails when a role is unknown, and says where', { timeout: patience }, () => {
  const { status, stderr } = policy('check', '--roles', 'platform')
  expect(status).toBe(1)
  expect(stderr).toMatch(
    /policies\/crm\.cedar:\d+: crm-delete: @approvers names the role “product”; known are platform/,
  )
})

test('`policy explain` says what would happen to a call', { timeout: patience }, () => {
  const { stdout } = policy('explain', 'crm.delete', '{"records": ["a"]}')
  expect(stdout).toContain('crm.delete: people are asked')
  expect(stdout).toContain('1 person: product; high risk, 60 minutes to decide')
})
