// Why: customers and colleagues hear the right thing, once, after somebody else has read it; told through the contract alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'
import { updatesIn } from '#test/support/updates.ts'

let laptop: Laptop
let people: ReturnType<typeof incidentsIn>
let updates: ReturnType<typeof updatesIn>
beforeAll(async () => {
  laptop = await startLaptop()
  people = incidentsIn(laptop)
  updates = updatesIn(laptop)
})
afterAll(() => laptop.stop())

const words = {
  problem: 'mails that arrive twice',
  impact: 'some of you get the same mail twice.',
}

describe('a message about a SEV1', () => {
  it('previews as it is typed, is read by somebody else, goes out once, and the next word is promised anew', async () => {
    const id = await people.declare('UPLATFORM', 'sev1 mails go out twice')
    const view = await updates.open('USUPPORT', id)
    const typed = { view_id: view.id, user: 'USUPPORT', action_id: 'communication.blank', block_id: 'impact' }
    await laptop.send('POST', '/_local/actions', { body: { ...typed, value: words.impact } })
    const shown = JSON.stringify((await laptop.people.views('USUPPORT')).at(-1)?.blocks)
    expect(shown).toContain(`${words.impact} This has our full attention`)
    expect(shown).toContain('Serious disruption: [problem]')

    expect(await updates.submit('USUPPORT', view.id, words)).toEqual({})
    const { ts } = await updates.cardAbout(id)
    expect(await updates.posts(words.problem)).toEqual([])
    await updates.press('USUPPORT', ts, 'communication.publish')
    await until('the refusal', async () => {
      const told = await laptop.people.messages('CINCIDENTS')
      return told.some(
        ({ ephemeral_to: to, text }) => to === 'USUPPORT' && text.includes('somebody else has to read it'),
      )
    })
    await updates.press('UGUEST', ts, 'communication.publish')
    expect(await updates.posts(words.problem)).toEqual([])

    await updates.press('UPRODUCT', ts, 'communication.publish')
    await until('the post', async () => (await updates.posts(words.problem))[0])
    await people.shows(id, 'Serious disruption')
    await laptop.rest()
    expect(await updates.posts(words.problem)).toHaveLength(1)
    expect(JSON.stringify((await updates.cardAbout(id, 'Published by')).blocks)).not.toContain(
      'communication.publish',
    )
  })

  it('goes out once, of a hundred people who click at the same time', async () => {
    const id = await people.declare('UPLATFORM', 'sev2 races')
    const about = { ...words, problem: 'everything at once' }
    expect(await updates.write('USUPPORT', id, about)).toEqual({})
    const { ts } = await updates.cardAbout(id)
    const clickers = ['UPRODUCT', 'UPRODUCT2', 'USECURITY', 'UPLATFORM', 'UPLATFORM2']
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => updates.press(clickers[n % 5]!, ts, 'communication.publish')),
    )
    await until('the post', async () => (await updates.posts(about.problem))[0])
    await laptop.rest()
    expect(await updates.posts(about.problem)).toHaveLength(1)
    const published = await laptop.send<{ events: { data: { draft: { incident: string } } }[] }>(
      ...(['GET', '/v1/audit?action=UpdatePublished', { token: 'local-operator-token' }] as const),
    )
    expect(published.body.events.filter(({ data }) => data.draft.incident === id)).toHaveLength(1)
  })

  it('is posted once although Slack’s answer to the posting was lost', async () => {
    const id = await people.declare('UPLATFORM', 'sev3 lost answers')
    const about = { ...words, problem: 'lost answers' }
    await people.cardOf(id)
    await laptop.rest()
    await laptop.fault({ target: 'slack', operation: 'chat.postMessage', kind: 'lost-response', times: 1 })
    expect(await updates.write('USUPPORT', id, about)).toEqual({})
    await laptop.advance(120)
    await laptop.noFaults()
    await until('the post', async () => (await updates.posts(about.problem))[0])
    await laptop.advance(120)
    expect(await updates.posts(about.problem)).toHaveLength(1)
  })
})

describe('a message to colleagues', () => {
  it('has words of its own, is chosen in the form, and stays inside', async () => {
    const id = await people.declare('UPLATFORM', 'sev3 slow search')
    const view = await updates.open('USUPPORT', id)
    const picking = { view_id: view.id, user: 'USUPPORT', action_id: 'communication.audience' }
    await laptop.send('POST', '/_local/actions', { body: { ...picking, value: 'colleagues' } })
    const shown = JSON.stringify((await laptop.people.views('USUPPORT')).at(-1)?.blocks)
    expect(shown).toContain('What colleagues will read')
    expect(shown).toContain(`${id}, SEV3: [problem]`)
    expect(shown).not.toContain('for the status page')

    const about = { problem: 'search is slow', impact: 'it takes ten seconds.', sayToCustomers: 'we know' }
    expect(await updates.submit('USUPPORT', view.id, about)).toEqual({})
    await until('the post', async () => (await updates.posts(about.problem, 'CCOMPANY'))[0])
    await people.shows(id, `${id}, SEV3: ${about.problem}`)
    await laptop.rest()
    expect(await updates.posts(about.problem)).toEqual([])
    expect(JSON.stringify(await laptop.send('GET', '/status.json'))).not.toContain(about.problem)
    // Customers have not heard of it, so theirs is still the first word.
    expect(JSON.stringify((await updates.open('USUPPORT', id)).blocks)).toContain('We are looking into')
    expect(JSON.stringify((await updates.open('USUPPORT', `${id} for colleagues`)).blocks)).toContain(
      `${id}, SEV3, update`,
    )
  })
  it('is not guessed at: an unknown word is answered with the nearest', async () => {
    const id = await people.declare('UPLATFORM', 'sev3 words')
    const { response } = await laptop.people.command('USUPPORT', `/claw update ${id} for coleagues`)
    expect(response.text).toContain('Did you mean “for colleagues”?')
  })
})

describe('a draft that nobody reads', () => {
  it('calls for a reader every five minutes, and no more once it is out', async () => {
    const id = await people.declare('UPLATFORM', 'sev2 forgotten drafts')
    expect(await updates.write('USUPPORT', id, { ...words, problem: 'forgotten drafts' })).toEqual({})
    const { ts } = await updates.cardAbout(id)
    const calls = async () =>
      (await laptop.people.messages('CINCIDENTS')).filter(
        (message) => message.thread_ts === ts && message.text.includes('waits for a second person'),
      )
    await laptop.advance(240)
    expect(await calls()).toHaveLength(0)
    await laptop.advance(50)
    expect(await calls()).toHaveLength(0)
    for (const [seconds, count] of [
      [20, 1],
      [300, 2],
    ] as const) {
      await laptop.advance(seconds)
      await until(`call ${count}`, async () => (await calls()).length === count)
    }
    expect(JSON.stringify((await calls())[0]?.blocks)).toContain('UPRODUCT')
    expect(JSON.stringify((await calls())[0]?.blocks)).not.toContain('USUPPORT"')
    await updates.press('UPRODUCT', ts, 'communication.publish')
    await until('the post', async () => (await updates.posts('forgotten drafts'))[0])
    await laptop.advance(1200)
    expect(await calls()).toHaveLength(2)
  })
})

describe('a message that must not go out', () => {
  it('says at its field what must not go out, and where', async () => {
    const id = await people.declare('UPLATFORM', 'sev3 keys in mails')
    const secret = ['ghp', 'a1B2'.repeat(9)].join('_')
    const sent = await updates.write('USUPPORT', id, { ...words, impact: `we saw ${secret} in a mail` })
    expect(JSON.stringify(sent.errors)).toContain('GitHub token after “we saw”')
    expect(sent.errors).toHaveProperty('impact')
    expect(JSON.stringify(await laptop.people.messages('CUPDATES'))).not.toContain(secret)
  })
  it('is discarded on its card', async () => {
    const id = await people.declare('UPLATFORM', 'sev2 second thoughts')
    const about = { ...words, problem: 'second thoughts' }
    expect(await updates.write('USUPPORT', id, about)).toEqual({})
    const { ts } = await updates.cardAbout(id)
    await updates.press('USUPPORT2', ts, 'communication.discard')
    await updates.cardAbout(id, 'Discarded by')
    const { metadata } = await updates.cardAbout(id, 'Discarded by')
    const ref = JSON.stringify({ id: metadata?.event_payload.key })
    await updates.press('UPRODUCT', ts, 'communication.publish', ref)
    await laptop.rest()
    expect(await updates.posts(about.problem)).toEqual([])
  })
  it('is a drill’s', async () => {
    const id = await people.declare('UPLATFORM', 'sev3 --drill pretend')
    const about = { ...words, problem: 'pretended trouble' }
    expect(await updates.write('USUPPORT', id, about)).toEqual({})
    await updates.cardAbout(id, 'Published by')
    await laptop.rest()
    expect(await updates.posts(about.problem)).toEqual([])
  })
  it('is one by somebody without a role', async () => {
    const { response } = await laptop.people.command('UGUEST', '/claw update')
    expect(response.text).not.toContain('the form shows')
    expect(await laptop.people.views('UGUEST')).toEqual([])
  })
})

describe('a correction', () => {
  it('is a new message that says which one was wrong', async () => {
    const id = await people.declare('UPLATFORM', 'sev4 numbers')
    const about = { ...words, problem: 'wrong numbers' }
    expect(await updates.write('USUPPORT', id, about)).toEqual({})
    await until('the post', async () => (await updates.posts(about.problem))[0])
    await until('the message on the work list', async () => {
      const { response } = await laptop.people.command('USUPPORT', `/claw update ${id} correction`)
      return response.text.includes('the form shows')
    })
    const view = (await laptop.people.views('USUPPORT')).at(-1)
    const right = { problem: 'wrong numbers', correction: 'It was ten, not twenty.' }
    expect(await updates.submit('USUPPORT', view!.id, right)).toEqual({})
    const correction = await until('the correction', async () =>
      (await updates.posts('Correction: wrong numbers')).at(-1),
    )
    expect(JSON.stringify(correction.blocks)).toContain('was not right. It was ten, not twenty.')
    expect(await updates.posts('wrong numbers')).toHaveLength(2)
  })
})
