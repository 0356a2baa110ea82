// What an agent may rely on at the gate: what has ended stays ended, what it no longer wants is withdrawn, and asking at once is no fault.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { key, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { switchOf } from '#test/support/switch.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop('shipped')
})
afterAll(() => laptop.stop())

/** Never the same twice: who asks the same again and again is stopped. */
const harmless = () => ({ tool: 'crm.read', params: { record: key() } })
const withdraw = (
  id: string,
  body: object = { reason: 'The caller hung up' },
  token: string = tokens.agent,
) => laptop.send('POST', `/v1/actions/${id}/withdraw`, { token, body })

describe('an action that has ended', () => {
  it.each(['succeeded', 'failed', 'unknown', 'partial'])(
    'as %s is never granted again for its key',
    async (status) => {
      const asked = { idempotencyKey: key(), ...harmless() }
      const first = (await laptop.agent.ask(asked)).body
      expect((await laptop.agent.ask(asked)).body).toEqual(first)
      await laptop.agent.report(first.id, { status, summary: 'As far as it went' })
      const again = (await laptop.agent.ask(asked)).body
      expect(again).toMatchObject({ id: first.id, decision: 'deny', reason: 'already finished' })
      expect(again.digest).toBe(first.digest)
    },
  )
  it('is finished too when people said no, or it was started and never heard of again', async () => {
    const asked = { idempotencyKey: key(), tool: 'crm.delete', params: { records: [key()] } }
    const { id } = (await laptop.agent.ask(asked)).body
    await laptop.people.deny('UPRODUCT2', id, 'No')
    expect((await laptop.agent.ask(asked)).body).toMatchObject({
      decision: 'deny',
      reason: 'already finished',
    })
    const silent = { idempotencyKey: key(), ...harmless() }
    expect((await laptop.agent.ask(silent)).body.decision).toBe('allow')
    await laptop.advance(3_600)
    expect((await laptop.agent.ask(silent)).body).toMatchObject({
      decision: 'deny',
      reason: 'already finished',
    })
  })
  it('in part is looked after by people, like one that nobody knows of', async () => {
    const { id } = (await laptop.agent.ask(harmless())).body
    expect((await laptop.agent.report(id, { status: 'partial', summary: '3 of 5 sent' })).body.status).toBe(
      'unknown',
    )
    const card = await laptop.people.cardOf(id, 'recovery')
    expect(JSON.stringify(card.blocks)).toContain('3 of 5 sent')
  })
})

describe('a request that the agent withdraws', () => {
  it('ends as voided, and its card asks nobody any more', async () => {
    const { id } = (await laptop.agent.ask({ tool: 'crm.delete', params: { records: [key()] } })).body
    await laptop.people.cardOf(id)
    expect((await withdraw(id)).body).toMatchObject({
      id,
      status: 'voided',
      reason: expect.stringContaining('hung up'),
    })
    const card = await until('the card to change', async () => {
      const { blocks } = await laptop.people.cardOf(id)
      return !JSON.stringify(blocks).includes('approval.grant') && JSON.stringify(blocks)
    })
    expect(card).toContain('The caller hung up')
    expect((await laptop.agent.start(id, {})).body.decision).toBe('deny')
    expect(await laptop.table.story(id)).toEqual(['ApprovalRequested', 'ActionVoided'])
    expect((await withdraw(id)).body.status).toBe('voided')
    expect(await laptop.table.story(id)).toHaveLength(2)
  })
  it('can be one that was approved; what runs already is left as it is', async () => {
    const { id } = (await laptop.agent.ask({ tool: 'crm.delete', params: { records: [key()] } })).body
    await laptop.people.approve('UPRODUCT2', id)
    expect((await withdraw(id)).body.status).toBe('voided')
    const { id: running } = (await laptop.agent.ask(harmless())).body
    expect((await withdraw(running)).body.status).toBe('started')
  })
  it('is its own; a reason is needed', async () => {
    const { id } = (await laptop.agent.ask({ tool: 'crm.delete', params: { records: [key()] } })).body
    expect((await withdraw(id, { reason: 'mine' }, tokens.second)).status).toBe(404)
    expect(await withdraw(id, { reason: ' ' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'reason' }] },
    })
    expect((await laptop.agent.look(id)).body.status).toBe('pending')
  })
})

describe('sixty asks of one agent at the same moment', { timeout: 120_000 }, () => {
  /** A machine that is busy may be too slow for the table's time limits: then, as the answer says, the same is sent again. */
  const answered = async (asked: object): Promise<{ decision: string; policies: string[] }> => {
    const { status, body } = await laptop.second.ask(asked)
    return status >= 500 ? answered(asked) : body
  }
  const sixty = (asked: () => object) =>
    Promise.all(Array.from({ length: 60 }, () => answered({ idempotencyKey: key(), ...asked() })))
  afterEach(() => expect(laptop.logs.filter((line) => line.includes('Contended'))).toEqual([]))

  it('are all answered: as many as people are asked at once are pending, the others told why not', async () => {
    await laptop.advance(4_000)
    const answers = await sixty(() => ({ tool: 'crm.delete', params: { records: [key()] } }))
    expect(answers.filter(({ decision }) => decision === 'pending')).toHaveLength(10)
    const denied = answers.filter(({ decision }) => decision === 'deny')
    expect(denied.map(({ policies }) => policies)).toEqual(Array(50).fill(['approval-fatigue']))
  })
  it('are all allowed where nobody has to be asked', async () => {
    const answers = await sixty(() => ({ ...harmless(), estimateUsd: 0.001 }))
    expect(answers.map(({ decision }) => decision)).toEqual(Array(60).fill('allow'))
  })
})

describe('numbers at the edge', () => {
  it('a cost too small to count is counted as nothing, not refused for ever', async () => {
    const spent = (costUsd: string) =>
      laptop.send<{ spentDayUsd: number }>('POST', '/v1/usage', {
        token: tokens.agent,
        body: `{"id":"${key()}","costUsd":${costUsd}}`,
      })
    expect(await spent('1e-131')).toMatchObject({ status: 200, body: { spentDayUsd: 0 } })
    expect(await spent('1e-400')).toMatchObject({ status: 400, body: { errors: [{ field: 'costUsd' }] } })
    expect(await spent('1e7')).toMatchObject({ status: 400, body: { errors: [{ field: 'costUsd' }] } })
  })
  it('a byte that is no UTF-8 is refused by its place, and nothing is judged', async () => {
    const body = Buffer.from(`{"idempotencyKey":"${key()}","tool":"crm.read","params":{"record":"r?"}}`)
    const place = body.indexOf('?')
    body[place] = 0xff
    const answer = await laptop.send('POST', '/v1/actions', { token: tokens.agent, body })
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toContain(`not valid UTF-8 at byte ${place} `)
  })
})

describe('a switch that is asked with a revision from the future', () => {
  it('answers at once', async () => {
    const turn = switchOf(laptop)
    const { revision } = (await turn.look(tokens.agent)).body
    const ahead = turn.look(tokens.agent, `?since=${revision + 7}&wait=25`)
    const same = turn.look(tokens.agent, `?since=${revision}&wait=2`)
    expect((await Promise.race([ahead, same])).body.revision).toBe(revision)
    expect(await Promise.race([ahead.then(() => 'ahead'), same.then(() => 'same')])).toBe('ahead')
    await same
  })
})

describe('settings that are wrong', () => {
  const edit = (name: string, text: string) =>
    writeFileSync(join(process.env['CLAW_CONFIG_DIR'] ?? '', name), text)
  it('of the status page: maintenance in any zone is understood', async () => {
    const before = readFileSync(join(process.env['CLAW_CONFIG_DIR'] ?? '', 'status.yml'), 'utf8')
    edit(
      'status.yml',
      before.replace(
        'maintenance: []',
        'maintenance: [{ title: Move, from: 2030-01-01T10:00:00+01:00, to: 2030-01-01T12:00:00+01:00, components: [agents] }]',
      ),
    )
    const { status, body } = await laptop.send<{ maintenance: object[] }>('GET', '/status.json')
    expect([status, body.maintenance]).toEqual([
      200,
      [
        {
          title: 'Move',
          from: '2030-01-01T09:00:00.000Z',
          to: '2030-01-01T11:00:00.000Z',
          components: ['agents'],
          underWay: false,
        },
      ],
    ])
    edit('status.yml', before)
  })
  it('a table that cannot be read is told in the words of the call', async () => {
    await laptop.fault({ target: 'dynamodb', kind: 'error', times: 100 })
    const [status, gate] = [await laptop.send('GET', '/status.json'), await laptop.agent.ask(harmless())]
    await laptop.noFaults()
    expect([status.status, status.body.detail]).toEqual([503, 'How things stand cannot be read just now.'])
    expect([gate.status, gate.body.detail]).toEqual([503, expect.stringContaining('nothing is allowed')])
  })
})
