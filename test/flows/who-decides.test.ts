// Who may decide, and what everybody else gets: one sentence that only they see, an audit event, and no effect.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const { one, two, shell } = requests
const asked = async (request: object) => {
  const { id } = (await laptop.agent.ask(request)).body
  await laptop.people.cardOf(id)
  return id
}

/** What a click brings: the sentence for the clicker alone, and what was recorded. */
const refused = async (user: string, id: string, press = () => laptop.people.approve(user, id)) => {
  const [whispersBefore, eventsBefore, statusBefore] = await Promise.all([
    laptop.people.whispers(user),
    laptop.table.story(id),
    laptop.agent.look(id),
  ])
  const { body } = await press()
  expect(body).toMatchObject({ status: 200 })
  expect((await laptop.agent.look(id)).body.status).toBe(statusBefore.body.status)
  expect((await laptop.agent.look(id)).body.votes).toEqual(statusBefore.body.votes)
  return {
    whispers: (await laptop.people.whispers(user)).slice(whispersBefore.length),
    events: (await laptop.table.story(id)).slice(eventsBefore.length),
  }
}

describe('a click that comes too late', () => {
  it('after the expiry is told so', async () => {
    const id = await asked(shell)
    const value = JSON.stringify({ id, digest: await digestOf(id) })
    await laptop.advance(3_601)
    const press = () => laptop.people.click('UPLATFORM', id, 'approval.grant', { value })
    expect(await refused('UPLATFORM', id, press)).toEqual({
      whispers: [expect.stringContaining('expired')],
      events: ['DecisionRefused'],
    })
  })
})

describe('the owner of the agent', () => {
  it('cannot approve its request', async () => {
    const id = await asked(one)
    expect(await refused('UPRODUCT', id)).toEqual({
      whispers: [expect.stringContaining('your own agent')],
      events: ['DecisionRefused'],
    })
  })
  it('may deny it', async () => {
    const id = await asked(one)
    expect((await laptop.people.deny('UPRODUCT', id, 'I did not ask for this')).body).toEqual({})
    expect((await laptop.agent.look(id)).body).toMatchObject({
      status: 'denied',
      reason: 'I did not ask for this',
    })
  })
})

describe('somebody whose word does not count', () => {
  let mend: (() => unknown) | undefined
  afterEach(async () => {
    await mend?.()
    mend = undefined
    await laptop.noFaults()
  })

  const people: [string, string, RegExp, (() => void | Promise<void>)?][] = [
    ['a guest', 'UGUEST', /Only product can decide/],
    ['a person of another role', 'USECURITY', /Only product can decide/],
    ['on-call, before the escalation', 'UONCALL', /Only product can decide/],
    [
      'a person whom nobody listed',
      'UPRODUCT2',
      /Only product can decide/,
      () => {
        mend = laptop.editPeople((text) => text.replace(/^ {2}UPRODUCT2:.*\n/m, ''))
      },
    ],
    [
      'a person whose role was taken away before the click',
      'UPRODUCT2',
      /Only product can decide/,
      () => {
        mend = laptop.editPeople((text) => text.replace(/^( {2}UPRODUCT2:.*)\[product\]/m, '$1[]'))
      },
    ],
    [
      'a person who has left the workspace',
      'UPRODUCT2',
      /Only product can decide/,
      async () => {
        mend = () => laptop.people.setDeactivated('UPRODUCT2', false)
        await laptop.people.setDeactivated('UPRODUCT2', true)
      },
    ],
    [
      'a person who cannot be looked up',
      'UPRODUCT2',
      /could not be checked/,
      () => laptop.fault({ target: 'slack', operation: 'users.info', kind: 'error', times: 5 }),
    ],
  ]
  it.each(people)('%s is told so alone, on record, without effect', async (_, user, sentence, prepare) => {
    const id = await asked(one)
    await prepare?.()
    const { whispers, events } = await refused(user, id)
    expect(whispers).toEqual([expect.stringMatching(sentence)])
    expect(events).toEqual(['DecisionRefused'])
    await mend?.()
    await laptop.noFaults()
    await laptop.people.approve('UPRODUCT2', id)
    expect((await laptop.agent.look(id)).body.status).toBe('approved')
  })
  it('nor can they deny: the form says why', async () => {
    const id = await asked(one)
    const { body } = await laptop.people.deny('UGUEST', id, 'No!')
    expect(Object.values(body.errors ?? {})).toEqual([expect.stringContaining('Only product can decide')])
    expect((await laptop.agent.look(id)).body.status).toBe('pending')
  })
  it('a denial without a reason is sent back', async () => {
    const id = await asked(one)
    const { body } = await laptop.people.deny('UPRODUCT2', id, '   ')
    expect(Object.keys(body.errors ?? {})).toHaveLength(1)
    expect(await laptop.table.story(id)).toEqual(['ApprovalRequested'])
  })
  it('decides by the last good settings while these are broken, and operators are told', async () => {
    const id = await asked(one)
    mend = laptop.editPeople(() => 'people: [broken')
    await laptop.people.approve('UPRODUCT2', id)
    expect((await laptop.agent.look(id)).body.status).toBe('approved')
    const { response } = await laptop.people.command('UPLATFORM', '/claw status')
    expect(JSON.stringify(response)).toContain('people.yml')
  })
})

describe('a click that comes too often', () => {
  it('two clicks of one person at once count once', async () => {
    const id = await asked(two)
    await Promise.all([laptop.people.approve('USECURITY', id), laptop.people.approve('USECURITY', id)])
    const story = await laptop.table.story(id)
    expect(story.sort()).toEqual(['ApprovalGranted', 'ApprovalRequested', 'DecisionRefused'])
    expect((await laptop.agent.look(id)).body.votes).toHaveLength(1)
  })
  it('one after the other: the second is told that it was one already', async () => {
    const id = await asked(two)
    await laptop.people.approve('USECURITY', id)
    expect(await refused('USECURITY', id)).toEqual({
      whispers: [expect.stringContaining('already approved')],
      events: ['DecisionRefused'],
    })
  })
  it('approve and deny at once: one of them wins, the other is told', async () => {
    const id = await asked(shell)
    const value = JSON.stringify({ id, digest: await digestOf(id) })
    await laptop.people.click('UPLATFORM', id, 'approval.deny')
    const [view] = await laptop.people.views('UPLATFORM')
    expect(view).toBeDefined()
    await Promise.all([
      laptop.people.deny('UPLATFORM', id, 'No'),
      laptop.people.click('UPLATFORM2', id, 'approval.grant', { value }),
    ])
    const { status } = (await laptop.agent.look(id)).body
    const story = await laptop.table.story(id)
    expect(['approved', 'denied']).toContain(status)
    expect(story.filter((type) => type === 'ActionApproved' || type === 'ApprovalDenied')).toHaveLength(1)
    expect(story).toContain('DecisionRefused')
  })
  it('on a card whose buttons are gone is told who was first', async () => {
    const id = await asked(shell)
    const value = JSON.stringify({ id, digest: await digestOf(id) })
    await laptop.people.approve('UPLATFORM', id)
    for (const button of ['approval.grant', 'approval.deny']) {
      const press = () => laptop.people.click('UPLATFORM2', id, button, { value })
      expect(await refused('UPLATFORM2', id, press)).toEqual({
        whispers: [expect.stringContaining('already approved')],
        events: ['DecisionRefused'],
      })
    }
  })
  it('on a card with other contents decides nothing', async () => {
    const id = await asked(shell)
    const value = JSON.stringify({ id, digest: `sha256:${'0'.repeat(64)}` })
    const press = () => laptop.people.click('UPLATFORM2', id, 'approval.grant', { value })
    expect(await refused('UPLATFORM2', id, press)).toMatchObject({
      whispers: [expect.stringContaining('other contents')],
      events: ['DecisionRefused'],
    })
  })
  it('with a value that was made up decides nothing and writes nothing', async () => {
    const id = await asked(shell)
    await laptop.rest()
    const before = await laptop.table.items()
    for (const value of ['', '{}', 'null', '{"id":"act_1"}', JSON.stringify({ id: '../token', digest: 'x' })])
      await laptop.people.click('UPLATFORM2', id, 'approval.grant', { value })
    expect(await laptop.table.items()).toEqual(before)
  })
})

const digestOf = async (id: string): Promise<string> => {
  const card = JSON.stringify((await laptop.people.cardOf(id)).blocks)
  return /sha256:[0-9a-f]{64}/.exec(card)?.[0] ?? ''
}

describe('/claw', () => {
  it('queue lists what waits for the one who asks, and nothing else', async () => {
    const id = await asked(shell)
    expect(JSON.stringify(await laptop.people.command('UPLATFORM2', '/claw queue'))).toContain(id)
    expect(JSON.stringify(await laptop.people.command('USUPPORT', '/claw queue'))).not.toContain(id)
    const guest = await laptop.people.command('UGUEST', '/claw queue')
    expect(guest.response.text).toContain('no role')
  })
  it('App Home shows the same, and what was decided last', async () => {
    const id = await asked(shell)
    expect(JSON.stringify(await laptop.people.home('UPLATFORM2'))).toContain(id)
    expect(JSON.stringify(await laptop.people.home('UGUEST'))).not.toContain(id)
    await laptop.people.approve('UPLATFORM', id)
    expect(JSON.stringify(await laptop.people.home('USUPPORT'))).toContain('✅ Approved: exec')
  })
  it('show tells the story to people with a role, and to nobody else', async () => {
    const id = await asked(shell)
    await laptop.people.approve('UPLATFORM', id)
    const story = JSON.stringify(await laptop.people.command('USUPPORT', `/claw show ${id}`))
    for (const told of ['exec', 'UPLATFORM', 'demo-agent', 'approval.details']) expect(story).toContain(told)
    const none = await laptop.people.command('UGUEST', `/claw show ${id}`)
    const missing = await laptop.people.command('UGUEST', `/claw show act_${'0'.repeat(26)}`)
    expect(none.response.text).toBe(missing.response.text)
  })
  it('whoami says the roles that count now', async () => {
    expect((await laptop.people.command('UONCALL', '/claw whoami')).response.text).toContain('on-call')
    const mend = laptop.editPeople((text) => text.replace(/^( {2}UONCALL:.*)\[on-call\]/m, '$1[]'))
    expect((await laptop.people.command('UONCALL', '/claw whoami')).response.text).toContain('no role')
    mend()
  })
  it('help lists the commands, and a mistyped one is guessed', async () => {
    const help = JSON.stringify(await laptop.people.command('UGUEST', '/claw help'))
    for (const word of ['queue', 'show', 'whoami', 'help']) expect(help).toContain(`/claw ${word}`)
    expect((await laptop.people.command('UGUEST', '/claw quene')).response.text).toContain('/claw queue')
    expect((await laptop.people.command('UGUEST', '/claw')).response.text).toContain('/claw')
  })
  it('answers nobody but the one who typed', async () => {
    await laptop.people.command('USUPPORT2', '/claw help')
    const seen = (await laptop.people.messages()).filter(({ text }) => text.includes('What /claw can do'))
    expect(seen.every(({ ephemeral_to }) => ephemeral_to !== undefined)).toBe(true)
    expect(seen.some(({ ephemeral_to }) => ephemeral_to === 'USUPPORT2')).toBe(true)
  })
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
