// Those who may decide are told directly where the risk is high, and a request that nobody can decide says so.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterEach(async () => {
  for (const person of ['UPLATFORM', 'UPLATFORM2']) await laptop.people.setDeactivated(person, false)
})
afterAll(() => laptop.stop())

const notesTo = async (person: string, id: string) =>
  (await laptop.people.messages(`D${person}`)).filter(
    ({ metadata }) => metadata?.event_type === 'claw_approval_note' && metadata.event_payload.key === id,
  )
const cardSays = (id: string, words: string) =>
  until(`the card of ${id} to say ${words}`, async () =>
    JSON.stringify((await laptop.people.cardOf(id)).blocks).includes(words),
  )

it('tells each of those who may decide once, with the way to the card', async () => {
  const { id } = (await laptop.agent.ask(requests.shell)).body
  const [note] = await until('the note', async () => {
    const notes = await notesTo('UPLATFORM2', id)
    return notes.length > 0 && notes
  })
  expect(note?.text).toContain('/archives/CAPPROVALS/')
  await laptop.advance(2_500)
  for (const person of ['UPLATFORM', 'UPLATFORM2']) expect(await notesTo(person, id)).toHaveLength(1)
  expect(await notesTo('UPRODUCT', id)).toEqual([])
})

it('says when everybody who may decide has a deactivated account', async () => {
  for (const person of ['UPLATFORM', 'UPLATFORM2']) await laptop.people.setDeactivated(person, true)
  const { id } = (await laptop.agent.ask(requests.shell)).body
  await cardSays(id, 'Everybody who holds platform has a deactivated account.')
})

it('says when only the owner of the agent holds the role', async () => {
  const restore = laptop.editPeople((text) => text.replace(/^ *UPRODUCT2: .*\n/m, ''))
  const { id } = (await laptop.agent.ask(requests.one)).body
  await cardSays(id, 'Only the owner of the agent holds product')
  restore()
})
