// One card for one question, whatever happens between its posting and the answer to it; and never a button on what is no longer asked.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Message, requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterEach(() => laptop.noFaults())
afterAll(() => laptop.stop())

const { shell } = requests
const post = { target: 'slack', operation: 'chat.postMessage', times: 1 } as const

/** The product has met the rehearsed failures. */
const met = () =>
  until('the failures to be met', async () => {
    const { faults } = (await laptop.send<{ faults: unknown[] }>('GET', '/_local/faults')).body
    return faults.length === 0
  })
const hasButtons = ({ blocks }: Message): boolean => JSON.stringify(blocks).includes('approval.grant')
const turn = (body: object) =>
  laptop.send('POST', '/v1/switch', {
    token: 'local-operator-token',
    body: { scope: 'agent:demo-agent', ...body },
  })
const pause = () => turn({ command: 'engage', mode: 'paused', reason: 'Race' })
const resume = () => turn({ command: 'release' })
const oneCard = async (id: string): Promise<Message> => {
  const cards = await laptop.people.cardsOf(id)
  expect(cards).toHaveLength(1)
  return cards[0]!
}

it('the answer to the post is lost, and then Slack asks to wait while we look for it', async () => {
  await laptop.fault({ ...post, kind: 'lost-response' })
  await laptop.fault({ target: 'slack', operation: 'conversations.history', kind: 'rate-limit', times: 1 })
  const { id } = (await laptop.agent.ask(shell)).body
  await laptop.people.cardOf(id)
  await laptop.advance(30)
  await met()
  await laptop.people.approve('UPLATFORM', id)
  await laptop.advance(10)
  expect(hasButtons(await oneCard(id))).toBe(false)
})

it('the same happens to the card of an incident', async () => {
  await laptop.fault({ ...post, kind: 'lost-response' })
  await laptop.fault({ target: 'slack', operation: 'conversations.history', kind: 'rate-limit', times: 1 })
  const { body } = await laptop.send('POST', '/v1/incidents', {
    token: 'local-operator-token',
    body: { title: 'Checkout is down', severity: 3 },
  })
  const cards = async () =>
    (await laptop.people.messages('CINCIDENTS')).filter(
      ({ metadata, thread_ts }) => !thread_ts && metadata?.event_payload.key === body.id,
    )
  await until('the card', async () => (await cards())[0])
  await laptop.advance(30)
  await met()
  expect(await cards()).toHaveLength(1)
})

it('a stop withdraws the request while Slack still takes the card', async () => {
  await laptop.fault({ ...post, kind: 'slow' })
  const { id } = (await laptop.agent.ask(shell)).body
  await met()
  await pause()
  await laptop.people.cardOf(id)
  await laptop.advance(10)
  expect(hasButtons(await oneCard(id))).toBe(false)
  const notes = (await laptop.people.thread(id)).map(({ text }) => text)
  expect(notes).toHaveLength(1)
  expect(await laptop.executions()).toContainEqual(expect.objectContaining({ name: id, status: 'SUCCEEDED' }))
  await resume()
})

it('somebody decides while Slack still takes the card', async () => {
  const other = (await laptop.agent.ask(shell)).body
  await laptop.people.cardOf(other.id)
  await laptop.fault({ ...post, kind: 'slow' })
  const { id, digest } = (await laptop.agent.ask(shell)).body
  await met()
  await laptop.people.click('UPLATFORM', other.id, 'approval.grant', {
    value: JSON.stringify({ id, digest }),
  })
  await laptop.people.cardOf(id)
  await laptop.advance(10)
  expect(hasButtons(await oneCard(id))).toBe(false)
  expect(await laptop.people.thread(id)).toHaveLength(1)
})

it('the card that is found again is brought up to date', async () => {
  await laptop.fault({ ...post, kind: 'lost-response' })
  const { id } = (await laptop.agent.ask(shell)).body
  await met()
  await pause()
  await laptop.advance(30)
  expect(hasButtons(await oneCard(id))).toBe(false)
  await resume()
})
