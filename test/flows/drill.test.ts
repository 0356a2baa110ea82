// A drill is marked as one everywhere, stops nothing, and tells how fast people were.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const claw = async (user: string, text: string) =>
  (await laptop.people.command(user, `/claw ${text}`)).response.text
const cards = async () =>
  (await laptop.people.messages('COPS')).filter(({ metadata }) => metadata?.event_type === 'claw_drill')
const press = (user: string, ts: string) =>
  laptop.send('POST', '/_local/actions', {
    body: { user, channel: 'COPS', ts, action_id: 'drill.react' },
  })
const started = async (text = 'drill pause') => {
  const before = (await cards()).length
  expect(await claw('UPLATFORM', text)).toContain('DRILL started')
  return until('the card', async () => (await cards())[before])
}
const says = (ts: string, words: string) =>
  until(`the card to say ${words}`, async () =>
    JSON.stringify((await cards()).find((card) => card.ts === ts)?.blocks).includes(words),
  )

it('stops nothing, calls the owners, and ends by itself with the score', async () => {
  const { ts, text, blocks } = await started()
  expect(text).toMatch(/^DRILL/)
  for (const owner of ['USECURITY', 'UPLATFORM', 'UPLATFORM2'])
    expect(JSON.stringify(blocks)).toContain(owner)
  expect((await laptop.agent.ask(requests.harmless)).body.decision).toBe('allow')
  await laptop.advance(12)
  await press('USECURITY', ts)
  await press('USECURITY', ts)
  await laptop.advance(300)
  await says(ts, '1 of 3 were there; the first after 1')
  await says(ts, 'Not there in time')
  expect((await cards()).every((card) => card.text.startsWith('DRILL'))).toBe(true)
  expect(
    (await laptop.send<{ effective: string }>('GET', '/v1/switch', { token: 'local-agent-token' })).body,
  ).toMatchObject({
    effective: 'run',
    engaged: [],
  })
})

it('is over as soon as everybody was there', async () => {
  const { ts } = await started('drill pause for 10m')
  for (const user of ['UPLATFORM', 'UPLATFORM2', 'USECURITY']) await press(user, ts)
  await says(ts, '3 of 3 were there')
  await says(ts, 'DRILL over')
})

it('is one at a time, for people with a role, and of a length that makes sense', async () => {
  await started()
  expect(await claw('USUPPORT', 'drill pause')).toContain('running already')
  await laptop.advance(301)
  expect(await claw('UGUEST', 'drill pause')).toContain('Only people with a role')
  expect(await claw('UPLATFORM', 'drill pause for 9h')).toContain('one minute to one hour')
  expect(await claw('UPLATFORM', 'drill everything')).toContain('/claw drill pause')
})
