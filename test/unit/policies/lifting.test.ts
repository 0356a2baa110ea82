// An approval lifts exactly the gate that asked for it: the people it names will do, and nobody fewer.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ApprovalFact, calm, type Moment, type Requirement } from '#domain/action/judgement.ts'
import { createJudge } from '#policies/authorize.ts'
import { readPolicyFolder } from '#policies/policy-set.ts'
import { addresses, agent, ask, email, records } from './asking.ts'

const everyRole = ['platform', 'product', 'security', 'support', 'on-call']
const everybody: ApprovalFact = { count: 9, roles: everyRole }

/** Per gate that people can lift, a call that it stops. */
const stopped: Record<string, [tool: string, params: unknown, moment?: Partial<Moment>]> = {
  'sev2-needs-people': ['write', { path: 'a' }, { severity: 2 }],
  'bulk-email': ['email.send', email(addresses(11))],
  'email-commitment': ['email.send', email(addresses(1), { commitment: true })],
  'crm-delete': ['crm.delete', { records: records(1) }],
  'crm-mass-delete': ['crm.delete', { records: records(20) }],
  purchase: ['purchase.create', { vendor: 'a', amount: 1, currency: 'EUR' }],
  'routing-update': ['routing.update', { service: 'a', target: 'b' }],
  'oauth-grant': ['oauth.grant', { account: 'a', scopes: ['b'] }],
  'new-code': ['skill.install', { name: 'a', version: '1', source: 'b' }],
  credentials: ['secrets', { action: 'request' }],
  shell: ['exec', { command: 'npm install' }],
  'runs-later': ['write', { path: '.bashrc' }],
  'agent-code': ['write', { path: 'skills/x/SKILL.md' }],
  'outside-workspace': ['write', { path: '/tmp/x' }],
  'secret-file': ['read', { path: '.env' }],
  'unknown-part': ['read', { path: 'a', depth: 3 }],
  'administers-channel': ['message', { action: 'kick', userId: 'U1' }],
  'beyond-the-workspace': ['browser', { action: 'act' }],
  'gateway-changes': ['cron', { action: 'add' }],
}

const { schema, files } = readPolicyFolder('policies')
const judge = createJudge(schema, files)
const liftable = judge.gates().filter((gate) => gate.requirement !== undefined)

/** One person for each group, then as many more as the quorum asks for. */
const enough = ({ groups, quorum }: Requirement, pick: (group: string[]) => string): ApprovalFact => ({
  count: quorum,
  roles: [...new Set(groups.map(pick))],
})

test('every gate that people can lift is tried here', () => {
  expect(Object.keys(stopped).sort()).toEqual(liftable.map(({ policy }) => policy).sort())
})

test.each(liftable)('$policy is lifted by what it asks for, and by nothing less', ({ policy }) => {
  const [tool, params, moment = {}] = stopped[policy]!
  const before = ask(tool, params, moment)
  expect(before).toMatchObject({ verdict: 'ask', policies: expect.arrayContaining([policy]) })
  const asked = before.requirement!
  const approval = enough(asked, (group) => group[0]!)
  expect(ask(tool, params, { ...moment, approval }).verdict).toBe('allow')

  const onePersonFewer = { ...approval, count: approval.count - 1 }
  expect(ask(tool, params, { ...moment, approval: onePersonFewer }).verdict).toBe('ask')
  for (const group of asked.groups) {
    const nobodyOfTheGroup = { ...everybody, roles: everyRole.filter((role) => !group.includes(role)) }
    expect(ask(tool, params, { ...moment, approval: nobodyOfTheGroup }).verdict).toBe('ask')
  }
})

test('any approval lifts a gate exactly when it has the quorum and somebody for each group', () => {
  const approvals = fc.record({
    count: fc.integer({ min: 0, max: 4 }),
    roles: fc.subarray([...everyRole, 'guest']),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(stopped)),
      approvals,
      ([tool, params, moment = {}], approval) => {
        const { groups, quorum } = ask(tool, params, moment).requirement!
        const suffices =
          approval.count >= quorum &&
          groups.every((group) => group.some((role) => approval.roles.includes(role)))
        expect(ask(tool, params, { ...moment, approval }).verdict).toBe(suffices ? 'allow' : 'ask')
      },
    ),
    { numRuns: 400 },
  )
})

test('“any of” is one person of either role', () => {
  const either = createJudge(schema, [
    ...files,
    {
      name: 'extra.cedar',
      text: `@id("either") @condition("always") @reason("Either will do.") @approvers("platform,product|support") @quorum("2") @risk("normal")
        forbid (principal, action == Action::"message", resource)
        unless { context.approval.count >= 2 && context.approval.roles.contains("platform") && context.approval.roles.containsAny(["product", "support"]) };`,
    },
  ])
  const message = (roles: string[], count = 2) =>
    either.judge({ agent, tool: 'message', params: {}, moment: calm, approval: { count, roles } }).verdict
  expect(message(['platform', 'product'])).toBe('allow')
  expect(message(['platform', 'support'])).toBe('allow')
  expect(message(['product', 'support'])).toBe('ask')
  expect(message(['platform', 'support'], 1)).toBe('ask')
})

test('nothing lifts a gate that asks nobody', () => {
  const hopeless: [string, unknown, Partial<Moment>?][] = [
    ['write', { path: 'SOUL.md' }],
    ['exec', { command: 'rm -rf /' }],
    ['email.send', email(addresses(1), { attachments: ['id_rsa'] })],
    ['web_fetch', { url: 'http://169.254.169.254/' }],
    ['write', { path: '~/.openclaw/openclaw.json' }],
    ['write', { path: '/dev/mem' }],
    ['read', {}, { switchMode: 'paused' }],
    ['write', { path: 'a' }, { switchMode: 'readonly' }],
    ['routing.update', { service: 'a', target: 'b' }, { freeze: true }],
  ]
  const approvals = fc.record({ count: fc.nat(20), roles: fc.subarray(everyRole) })
  fc.assert(
    fc.property(fc.constantFrom(...hopeless), approvals, ([tool, params, moment = {}], approval) => {
      expect(ask(tool, params, { ...moment, approval }).verdict).toBe('deny')
    }),
  )
})
