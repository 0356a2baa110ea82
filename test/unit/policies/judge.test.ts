// The judge fails closed, and a team can add a gate with one policy and one line of schema.
import { expect, test } from 'vitest'
import { calm, judgement } from '#domain/action/judgement.ts'
import { createJudge, gates, judge, knownTools, policyVersion, reading } from '#policies/authorize.ts'
import { readPolicyFolder } from '#policies/policy-set.ts'
import { PolicyError } from '#policies/policy-text.ts'
import { agent, ask } from './asking.ts'

const { schema, files } = readPolicyFolder('policies')
const extra = (text: string) => ({ name: 'extra.cedar', text })
const withLine = (line: string) => ({ ...schema, text: `${schema.text}\n${line}\n` })

test.each([
  'rocket.launch',
  'Read',
  'READ',
  'read ',
  '',
  'reading',
  'acting',
  'changing',
  'constructor',
  '__proto__',
  'toString',
  'email.send\u0000',
  'x'.repeat(5_000),
])('the unknown tool %j is denied', (tool) => {
  const approval = { count: 9, roles: ['platform', 'product', 'security', 'support', 'on-call'] }
  expect(ask(tool, {}, { approval })).toMatchObject({ verdict: 'deny', policies: ['unknown-tool'] })
  expect(ask(tool).reasons[0]!.reason.length).toBeLessThan(200)
})

test('the refusal of an unknown tool names it and the one that was probably meant', () => {
  expect(ask('emial.send').reasons[0]!.reason).toBe(
    'No policy knows the tool “emial.send”; the nearest known one is “email.send”.',
  )
})

test('every answer has the shape that is stored', () => {
  for (const answer of [
    ask('read', {}),
    ask('crm.delete', { records: ['a'] }),
    ask('nothing'),
    ask('exec', {}),
  ])
    expect(judgement.parse(answer)).toEqual(answer)
})

test('a gate for a new tool is one policy and one line of schema', () => {
  const refunds = createJudge(
    withLine(
      'action "refund.create" in ["acting"] appliesTo { principal: Agent, resource: Tool, context: Call };',
    ),
    [
      ...files,
      extra(`@id("large-refund")
@condition("more than 100")
@reason("This pays back more than 100.")
@approvers("support")
@quorum("1")
@risk("normal")
forbid (principal, action == Action::"refund.create", resource)
when { context.amount > 100 }
unless { context.approval.count >= 1 && context.approval.roles.contains("support") };`),
    ],
  )
  const refund = (params: object) => refunds.judge({ agent, tool: 'refund.create', params, moment: calm })
  expect(refund({ order: 'o1', amount: 100 }).verdict).toBe('allow')
  expect(refund({ order: 'o1', amount: 100.01 })).toMatchObject({
    verdict: 'ask',
    requirement: { groups: [['support']], quorum: 1, risk: 'normal' },
  })
  expect(refund({ order: 'o1', amount: '100000' })).toMatchObject({
    verdict: 'deny',
    policies: ['invalid-params'],
  })
  expect(refunds.knownTools()).toContain('refund.create')
  expect(refunds.policyVersion()).not.toBe(policyVersion())
})

test('policies may look at who the agent is', () => {
  const text = `@id("staging-only") @condition("in production") @reason("Not in production.")
    forbid (principal, action == Action::"message", resource) when { principal.environment == "production" };`
  const careful = createJudge(schema, [...files, extra(text)])
  const message = (environment: string) =>
    careful.judge({ agent: { ...agent, environment }, tool: 'message', params: {}, moment: calm }).verdict
  expect([message('production'), message('staging')]).toEqual(['deny', 'allow'])
})

test('a policy that Cedar cannot evaluate denies instead of being skipped', () => {
  const overflow = `@id("overflow") @condition("never") @reason("Cannot be computed.")
    forbid (principal, action == Action::"message", resource) when { context.severity * 9223372036854775807 * 2 > 0 };`
  const broken = createJudge(schema, [...files, extra(overflow)])
  const answer = broken.judge({ agent, tool: 'message', params: {}, moment: { ...calm, severity: 3 } })
  expect(answer).toMatchObject({ verdict: 'deny', policies: ['judge-error'] })
})

test('a moment that does not fit the schema denies', () => {
  const moment = { ...calm, severity: 1.5 }
  expect(judge({ agent, tool: 'read', params: {}, moment })).toMatchObject({
    verdict: 'deny',
    policies: ['judge-error'],
  })
})

test('without a permit nothing is allowed', () => {
  const none = createJudge(schema, [])
  expect(none.judge({ agent, tool: 'read', params: {}, moment: calm })).toMatchObject({
    verdict: 'deny',
    policies: ['not-permitted'],
  })
})

test('policies that cannot be read are refused with file and line', () => {
  const broken = () => createJudge(schema, [...files, extra('\n\nforbidd (principal, action, resource);')])
  expect(broken).toThrow(PolicyError)
  expect(broken).toThrow(/^extra\.cedar:3: /)
})

test('the version is the same for the same text, and another for any other', () => {
  expect(policyVersion()).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(createJudge(schema, files).policyVersion()).toBe(policyVersion())
  expect(createJudge({ ...schema, text: `${schema.text} ` }, files).policyVersion()).not.toBe(policyVersion())
})

test('reading tools are those that the schema says', () => {
  expect(['read', 'crm.read', 'web_fetch', 'session_status'].every(reading)).toBe(true)
  expect(['write', 'exec', 'email.send', 'gateway', 'unknown'].some(reading)).toBe(false)
})

test('the table of gates names every tool, or the group in words', () => {
  const words = ['every tool', 'every tool but reading ones', 'tools that change systems']
  const named = gates().flatMap(({ tools }) => tools)
  expect(named.filter((tool) => !knownTools().includes(tool) && !words.includes(tool))).toEqual([])
})
