// The walk of one request, as agent and approvers live it: asked, shown, decided, started once, reported.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { key, requests } from '#test/support/driver.ts'
import { digestOf } from '#test/support/jcs.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const { one, two, shell } = requests
const asked = async (request: object) => (await laptop.agent.ask(request)).body.id

describe('an action that nobody has to decide', () => {
  it('is allowed at once, already started, and takes its outcome', async () => {
    const { status, body } = await laptop.agent.ask(requests.harmless)
    expect([status, body.decision]).toEqual([200, 'allow'])
    expect((await laptop.agent.look(body.id)).body.status).toBe('started')
    expect((await laptop.agent.start(body.id, requests.harmless.params)).status).toBe(409)
    expect((await laptop.agent.report(body.id, { status: 'succeeded' })).body.status).toBe('succeeded')
    expect(await laptop.table.story(body.id)).toEqual(['ActionAllowed', 'OutcomeReported'])
    expect(await laptop.people.cardsOf(body.id)).toEqual([])
  })
  it.each([
    ['that is never allowed', requests.never, 'shell-never'],
    ['with a tool that nobody knows', requests.unknown, 'unknown-tool'],
  ])('%s is denied at once, with the reason', async (_, request, policy) => {
    const { body } = await laptop.agent.ask(request)
    expect(body).toMatchObject({
      decision: 'deny',
      policies: [policy],
      reason: expect.stringMatching(/\w{3}/),
    })
    expect((await laptop.agent.start(body.id, request.params)).body.decision).toBe('deny')
    expect(await laptop.table.story(body.id)).toEqual(['ActionDenied'])
  })
})

describe('an approval', () => {
  it('wakes the waiting agent at once, is good for one start, and the card tells how it ended', async () => {
    const { body } = await laptop.agent.ask({ ...one, intent: 'Cleaning up <@UPLATFORM> duplicates' })
    expect(body).toMatchObject({
      decision: 'pending',
      policies: ['crm-delete'],
      approval: { roles: ['product'], quorum: 1 },
    })
    const card = JSON.stringify(await laptop.people.cardOf(body.id))
    for (const shown of ['demo-agent', 'UPRODUCT', 'crm.delete', 'r1', 'r2', 'crm-delete', 'approval.deny'])
      expect(card).toContain(shown)

    const waiting = laptop.agent.look(body.id, 20)
    await laptop.people.approve('UPRODUCT2', body.id)
    expect((await waiting).body).toMatchObject({
      status: 'approved',
      votes: [{ by: 'UPRODUCT2', verdict: 'approve' }],
    })

    expect((await laptop.agent.start(body.id, one.params)).body.decision).toBe('allow')
    const again = await laptop.agent.start(body.id, one.params)
    expect([again.status, again.body.title]).toEqual([409, 'Conflict'])

    const outcome = {
      status: 'succeeded',
      summary: 'Deleted 2 records',
      durationMs: 1500,
      evidence: 'job 17',
    }
    expect((await laptop.agent.report(body.id, outcome)).body.status).toBe('succeeded')
    expect((await laptop.agent.report(body.id, outcome)).status).toBe(200)
    expect((await laptop.agent.report(body.id, { status: 'failed' })).status).toBe(409)
    const told = await until('the card to tell the outcome', async () => {
      const text = JSON.stringify((await laptop.people.cardOf(body.id)).blocks)
      return text.includes('Deleted 2 records') && text
    })
    expect(told).toContain('UPRODUCT2')
    expect(told).not.toContain('approval.grant')
    expect(await laptop.table.story(body.id)).toEqual([
      'ApprovalRequested',
      'ApprovalGranted',
      'ActionApproved',
      'ActionStarted',
      'OutcomeReported',
    ])
    await until('the workflow to end', async () =>
      (await laptop.executions()).some(({ name, status }) => name === body.id && status === 'SUCCEEDED'),
    )
    const thread = (await laptop.people.thread(body.id)).map(({ text }) => text)
    expect(thread).toEqual(
      ['✅ Approved', '▶️ Started', '📋 Outcome'].map((words) => expect.stringContaining(words)),
    )
  })

  it('takes two people where two roles are asked, in either order', async () => {
    const id = await asked(two)
    const waiting = laptop.agent.look(id, 20)
    await laptop.people.approve('USECURITY', id)
    expect((await waiting).body).toMatchObject({ status: 'pending', votes: [{ by: 'USECURITY' }] })
    expect((await laptop.agent.start(id, two.params)).body).toMatchObject({ decision: 'deny' })
    expect(JSON.stringify((await laptop.people.cardOf(id)).blocks)).toContain('1 of 2')
    await laptop.people.approve('UPRODUCT2', id)
    expect((await laptop.agent.look(id)).body.status).toBe('approved')
    expect((await laptop.agent.start(id, two.params)).body.decision).toBe('allow')
  })

  it('binds the parameters: others are refused, and the right ones still start', async () => {
    const id = await asked(one)
    await laptop.people.approve('UPRODUCT2', id)
    const swapped = await laptop.agent.start(id, { records: ['r1', 'r3'] })
    expect([swapped.status, swapped.body.decision]).toEqual([200, 'deny'])
    expect((await laptop.agent.start(id, { records: ['r2', 'r1'] })).body.decision).toBe('deny')
    expect((await laptop.agent.start(id, one.params)).body.decision).toBe('allow')
    expect((await laptop.table.story(id)).slice(3)).toEqual(['StartRefused', 'StartRefused', 'ActionStarted'])
  })

  it('is denied by one person, whose reason reaches the agent, the card and the thread', async () => {
    const id = await asked(two)
    await laptop.people.approve('USECURITY', id)
    const first = laptop.agent.look(id)
    await first
    const { body } = await laptop.people.deny('UPRODUCT2', id, 'Wrong vendor <!channel>')
    expect(body).toEqual({})
    expect((await laptop.agent.look(id, 20)).body).toMatchObject({
      status: 'denied',
      reason: 'Wrong vendor <!channel>',
      votes: [{ by: 'USECURITY' }, { by: 'UPRODUCT2', verdict: 'deny', reason: 'Wrong vendor <!channel>' }],
    })
    expect((await laptop.agent.start(id, two.params)).body).toMatchObject({
      decision: 'deny',
      reason: 'Wrong vendor <!channel>',
    })
    const thread = await until('the thread', async () => {
      const notes = await laptop.people.thread(id)
      return notes.some(({ text }) => text.includes('Denied')) && notes
    })
    expect(JSON.stringify(thread)).toContain('Wrong vendor')
    const card = await laptop.people.cardOf(id)
    expect(JSON.stringify(card.blocks)).toContain('Wrong vendor')
    expect(JSON.stringify(card.blocks)).not.toContain('approval.grant')
    for (const { text } of [card, ...thread]) expect(text).not.toContain('<!channel>')
  })
})

describe('the same request again', () => {
  it('gets the same answer and nothing new, whatever happened since', async () => {
    const request = { ...one, idempotencyKey: key() }
    const first = await laptop.agent.ask(request)
    const before = (await laptop.table.items()).length
    expect((await laptop.agent.ask(request)).body).toEqual(first.body)
    expect(
      (await laptop.agent.ask({ ...request, params: { records: [...one.params.records] } })).body,
    ).toEqual(first.body)
    await until('the card', async () => (await laptop.people.cardsOf(first.body.id))[0])
    await laptop.people.approve('UPRODUCT2', first.body.id)
    expect((await laptop.agent.ask(request)).body).toEqual(first.body)
    const events = (await laptop.table.story(first.body.id)).length
    expect(events).toBe(3)
    expect(before).toBeLessThan((await laptop.table.items()).length)
  })
  it('with other contents is refused with 422, and the first request stands', async () => {
    const idempotencyKey = key()
    const first = await laptop.agent.ask({ ...one, idempotencyKey })
    const other = await laptop.agent.ask({ ...one, params: { records: ['r9'] }, idempotencyKey })
    expect(other.status).toBe(422)
    expect(other.body.detail).toContain('idempotencyKey')
    expect((await laptop.agent.look(first.body.id)).body.status).toBe('pending')
    const twin = await laptop.second.ask({ ...one, params: { records: ['r9'] }, idempotencyKey })
    expect(twin.body.id).not.toBe(first.body.id)
  })
})

describe('the digest', () => {
  it.each([
    ['members in another order', { z: 1, a: { y: [1, 2], b: null } }],
    ['numbers of every form', { n: [0, -0, 1e21, 1e-7, 0.1, 5e-324, 1.7976931348623157e308, 100, -1.5] }],
    ['text beyond ASCII', { ö: '😀', '€': 'a\u0301', '\u{1F600}': '\u2028\t"\\/', é: '' }],
    ['nothing', {}],
  ])('is SHA-256 over JCS of agent, tool and parameters: %s', async (_, fields) => {
    const params = { record: 'r1', fields }
    const { body } = await laptop.agent.ask({ tool: 'crm.update', params })
    expect(body.digest).toBe(digestOf({ agent: 'demo-agent', tool: 'crm.update', params }))
  })
})

describe('whose action it is', () => {
  it('another agent learns nothing about it, and changes nothing', async () => {
    const id = await asked(one)
    await laptop.people.approve('UPRODUCT2', id)
    const answers = [
      await laptop.second.look(id),
      await laptop.second.start(id, one.params),
      await laptop.second.report(id, { status: 'succeeded' }),
      await laptop.second.look(`act_${'0'.repeat(26)}`),
      await laptop.second.look('act_1'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1)
    expect(await laptop.table.story(id)).toHaveLength(3)
  })
  it('is said by the token: its owner, and no field of the body', async () => {
    const { status } = await laptop.agent.ask({ ...one, agent: 'second-agent' })
    expect(status).toBe(400)
    const who = await laptop.send('GET', '/v1/agent', { token: 'local-agent-token-2' })
    expect(who.body).toMatchObject({ agent: 'second-agent', owner: 'UPLATFORM' })
  })
})

describe('a dry run', () => {
  it('answers as the gate would, and writes one audit event and nothing else', async () => {
    for (const [request, decision] of [
      [two, 'pending'],
      [requests.harmless, 'allow'],
      [requests.never, 'deny'],
    ] as const) {
      const before = await laptop.table.events()
      const { status, body } = await laptop.agent.ask(request, '?dryRun=true')
      expect([status, body.decision]).toEqual([200, decision])
      const fresh = (await laptop.table.events()).filter(
        ({ hash }) => !before.some((known) => known.hash === hash),
      )
      expect(fresh.map(({ action }) => action)).toEqual(['DryRunAnswered'])
      expect((await laptop.agent.look(body.id)).status).toBe(404)
    }
    const { body } = await laptop.agent.ask(two, '?dryRun=true')
    expect(body.approval).toMatchObject({ roles: ['product', 'security'], quorum: 2 })
  })
})

it('leaves a record that verifies, and no token or secret in the logs', async () => {
  const secret = 'sk-ant-0123456789abcdefghijklmnop'
  const { body } = await laptop.agent.ask({ ...shell, params: { command: `deploy --token ${secret}` } })
  await laptop.people.cardOf(body.id)
  expect(await laptop.table.broken()).toEqual([])
  const everything = [
    ...laptop.logs,
    JSON.stringify(await laptop.table.items()),
    JSON.stringify(await laptop.people.messages()),
  ].join('\n')
  for (const hidden of [
    secret,
    'local-agent-token',
    'local-operator-token',
    'local-signing-secret',
    'xoxb-local',
  ])
    expect(everything).not.toContain(hidden)
})
