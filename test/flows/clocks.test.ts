// What time does to a request: reminder, escalation, expiry, lapse, lost outcome, recovery; each once, on a clock that is skipped.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const { one, two, shell } = requests
const MINUTE = 60
const asked = async (request: object) => {
  const { id } = (await laptop.agent.ask(request)).body
  await laptop.people.cardOf(id)
  return id
}
const approved = async (request: object, ...people: string[]) => {
  const id = await asked(request)
  for (const person of people) await laptop.people.approve(person, id)
  expect((await laptop.agent.look(id)).body.status).toBe('approved')
  return id
}
const notes = async (id: string, sign: string) =>
  (await laptop.people.thread(id)).filter(({ text }) => text.startsWith(sign))
const statusOf = async (id: string) => (await laptop.agent.look(id)).body.status

describe('a request that nobody decides', () => {
  it('is reminded of at a third, escalated at two thirds, and denied at the end, each once', async () => {
    const id = await asked(one)
    await laptop.advance(19 * MINUTE)
    expect(await laptop.people.thread(id)).toEqual([])
    await laptop.advance(2 * MINUTE)
    const [reminder] = await notes(id, '⏰')
    expect(JSON.stringify(reminder?.blocks)).toContain('UPRODUCT2')
    expect(JSON.stringify(reminder?.blocks)).not.toContain('UONCALL')
    await laptop.advance(20 * MINUTE)
    const [escalation] = await notes(id, '🚨')
    expect(JSON.stringify(escalation?.blocks)).toContain('UONCALL')
    expect(await statusOf(id)).toBe('pending')
    await laptop.advance(20 * MINUTE)
    expect((await laptop.agent.look(id)).body).toMatchObject({
      status: 'expired',
      reason: expect.stringContaining('denied'),
    })
    expect((await laptop.agent.start(id, one.params)).body.decision).toBe('deny')
    await laptop.advance(300 * MINUTE)
    expect(await laptop.table.story(id)).toEqual([
      'ApprovalRequested',
      'ApproversReminded',
      'ApprovalEscalated',
      'ApprovalExpired',
    ])
    expect((await laptop.people.thread(id)).map(({ text }) => text.slice(0, 1))).toEqual(
      ['⏰', '🚨', '⌛'].map((sign) => sign.slice(0, 1)),
    )
    const [card, ...others] = await laptop.people.cardsOf(id)
    expect(others).toEqual([])
    expect(JSON.stringify(card?.blocks)).toContain('Expired')
    expect(JSON.stringify(card?.blocks)).not.toContain('approval.grant')
  })

  it('may be decided by the fallback once it is escalated, for one role only', async () => {
    const id = await asked(two)
    await laptop.advance(41 * MINUTE)
    await laptop.people.approve('UONCALL', id)
    expect((await laptop.agent.look(id)).body).toMatchObject({
      status: 'pending',
      votes: [{ by: 'UONCALL' }],
    })
    await laptop.people.approve('UONCALL', id)
    expect(await statusOf(id)).toBe('pending')
    await laptop.people.approve('USECURITY', id)
    expect(await statusOf(id)).toBe('approved')
    expect((await laptop.agent.start(id, two.params)).body.decision).toBe('allow')
  })

  it.each([
    ['critical', { tool: 'routing.update', params: { service: 'web', target: 'blue' } }, 15],
    ['normal', { tool: 'email.send', params: mail(11) }, 480],
  ])('has as long as its risk allows: %s', async (_, request, minutes) => {
    const id = await asked(request)
    await laptop.advance(minutes * MINUTE - 30)
    expect(await statusOf(id)).toBe('pending')
    await laptop.advance(31)
    expect(await statusOf(id)).toBe('expired')
  })

  it('wakes the waiting agent when it expires', async () => {
    const id = await asked(one)
    const waiting = laptop.agent.look(id, 25)
    await laptop.advance(61 * MINUTE)
    expect((await waiting).body.status).toBe('expired')
  })
})

function mail(recipients: number) {
  return {
    to: Array.from({ length: recipients }, (_, index) => `reader${index}@example.com`),
    subject: 'News',
    body: 'All the best',
  }
}

describe('an approval that is not used', () => {
  it('lapses after fifteen minutes', async () => {
    const id = await approved(one, 'UPRODUCT2')
    await laptop.advance(14 * MINUTE)
    expect(await statusOf(id)).toBe('approved')
    await laptop.advance(61)
    expect(await statusOf(id)).toBe('expired')
    expect((await laptop.agent.start(id, one.params)).body.decision).toBe('deny')
    expect(await laptop.table.story(id)).toEqual([
      'ApprovalRequested',
      'ApprovalGranted',
      'ActionApproved',
      'GrantLapsed',
    ])
    expect(await notes(id, '⌛')).toHaveLength(1)
  })
})

describe('an outcome that never comes', () => {
  it('is lost after an hour: people are asked, once, and one of them settles it', async () => {
    const id = await approved(shell, 'UPLATFORM')
    await laptop.agent.start(id, shell.params)
    await laptop.advance(61 * MINUTE)
    expect(await statusOf(id)).toBe('unknown')
    const card = await laptop.people.cardOf(id, 'recovery')
    expect(JSON.stringify(card.blocks)).toContain('recovery.happened')
    expect(JSON.stringify(await laptop.people.command('UPLATFORM', `/claw show ${id}`))).toContain('exec')

    await laptop.people.click('UGUEST', id, 'recovery.happened', { card: 'recovery' })
    expect(await statusOf(id)).toBe('unknown')
    expect((await laptop.people.whispers('UGUEST')).at(-1)).toContain('Only people with a role')

    await laptop.people.click('UPLATFORM', id, 'recovery.happened', { card: 'recovery' })
    expect(await statusOf(id)).toBe('succeeded')
    expect((await laptop.table.story(id)).slice(-3)).toEqual([
      'OutcomeLost',
      'DecisionRefused',
      'RecoveryResolved',
    ])
    const settled = await until('the settled card', async () => {
      const [now, ...others] = await laptop.people.cardsOf(id, 'recovery')
      expect(others).toEqual([])
      const text = JSON.stringify(now?.blocks)
      return !text.includes('recovery.happened') && text
    })
    expect(settled).toContain('UPLATFORM')
    await until('both workflows to end', async () => {
      const mine = (await laptop.executions()).filter(({ name }) => name === id)
      return mine.length === 2 && mine.every(({ status }) => status === 'SUCCEEDED')
    })
    expect(JSON.stringify((await laptop.people.cardOf(id)).blocks)).toContain('Settled')
    expect((await laptop.people.thread(id)).map(({ text }) => text.split(':')[0])).toEqual([
      '✅ Approved',
      '▶️ Started',
      '❓ No outcome',
      '📋 Settled',
    ])
  })
})

describe('an outcome that the agent does not know', () => {
  const unknown = async (request: object, params: unknown) => {
    const id = await approved(request, 'UPLATFORM')
    await laptop.agent.start(id, params)
    const { body } = await laptop.agent.report(id, { status: 'unknown', summary: 'The connection broke' })
    expect(body.status).toBe('unknown')
    return id
  }
  it.each([
    ['recovery.happened', 'succeeded'],
    ['recovery.did-not-happen', 'failed'],
    ['recovery.retry-is-safe', 'failed'],
  ])('is settled by a person: %s', async (button, status) => {
    const id = await unknown(shell, shell.params)
    expect(JSON.stringify(await laptop.people.cardOf(id, 'recovery'))).toContain('The connection broke')
    await laptop.people.click('USUPPORT', id, button, { card: 'recovery' })
    expect(await statusOf(id)).toBe(status)
  })
  it('that nobody settles calls the platform owners again after every four hours, once each time', async () => {
    const id = await unknown(shell, shell.params)
    const { ts } = await laptop.people.cardOf(id, 'recovery')
    const reminders = async () =>
      (await laptop.people.messages('CAPPROVALS')).filter(
        ({ thread_ts, text }) => thread_ts === ts && text.includes('Still nobody knows'),
      )
    await laptop.advance(4 * 3_600 - 60)
    expect(await reminders()).toHaveLength(0)
    await laptop.advance(120)
    expect(JSON.stringify(await reminders())).toContain('"user_id":"UPLATFORM"')
    await laptop.advance(4 * 3_600)
    expect(await reminders()).toHaveLength(2)
    await laptop.people.click('USUPPORT', id, 'recovery.happened', { card: 'recovery' })
    await laptop.advance(5 * 3_600)
    expect(await reminders()).toHaveLength(2)
  })
  it('of an action that needed nobody goes to people too', async () => {
    const { body } = await laptop.agent.ask(requests.harmless)
    await laptop.agent.report(body.id, { status: 'unknown' })
    await laptop.people.cardOf(body.id, 'recovery')
  })
  it('is settled once: a second answer is refused to the one who gave it', async () => {
    const id = await unknown(shell, shell.params)
    const { blocks } = await laptop.people.cardOf(id, 'recovery')
    const value = JSON.stringify({ id, digest: /sha256:[0-9a-f]{64}/.exec(JSON.stringify(blocks))?.[0] })
    await laptop.people.click('USUPPORT', id, 'recovery.happened', { card: 'recovery' })
    await laptop.people.click('UPLATFORM', id, 'recovery.did-not-happen', { card: 'recovery', value })
    expect(await statusOf(id)).toBe('succeeded')
    expect((await laptop.people.whispers('UPLATFORM')).at(-1)).toContain('already settled')
  })
  it('stays open however long nobody answers, on one card', async () => {
    const id = await unknown(shell, shell.params)
    await laptop.people.cardOf(id, 'recovery')
    await laptop.advance(13 * 3600)
    expect(await laptop.people.cardsOf(id, 'recovery')).toHaveLength(1)
    expect(await statusOf(id)).toBe('unknown')
  })
})

describe('a request that a pause has withdrawn', () => {
  it('is voided: it cannot be approved or started any more, and the card says so', async () => {
    const waiting = await asked(one)
    const granted = await approved(shell, 'UPLATFORM')
    await pause()
    for (const [id, params] of [
      [waiting, one.params],
      [granted, shell.params],
    ] as const) {
      expect(await statusOf(id)).toBe('voided')
      expect((await laptop.agent.start(id, params)).body.decision).toBe('deny')
    }
    expect((await laptop.agent.ask(one)).body).toMatchObject({ decision: 'deny', policies: ['paused'] })
    await laptop.advance(61 * MINUTE)
    for (const id of [waiting, granted]) {
      expect((await laptop.table.story(id)).filter((type) => type === 'ActionVoided')).toHaveLength(1)
      expect(JSON.stringify((await laptop.people.cardOf(id)).blocks)).toContain('Withdrawn')
    }
  })
})

/** As the kill switch's own decider commits it, together with the fact that every decision reads. */
const pause = async () => {
  const { killSwitch, SWITCH } = await import('#domain/kill-switch/kill-switch.ts')
  const { SwitchFacts } = await import('#domain/kill-switch/state.ts')
  const { postureWrite } = await import('#store/posture.ts')
  const { runCommand } = await import('#store/kernel/run-command.ts')
  const by = { kind: 'person' as const, id: 'UPLATFORM' }
  await runCommand(
    killSwitch,
    SWITCH,
    {
      type: 'EngageSwitch',
      now: await laptop.now(),
      by,
      mayAct: true,
      scope: 'all',
      mode: 'paused',
      reason: 'Drill',
    },
    {
      requestId: 'test',
      alongside: (_, { releases: _releases, ...facts }) => [
        postureWrite('killSwitch', JSON.stringify(SwitchFacts.parse(facts))),
      ],
    },
  )
}

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
