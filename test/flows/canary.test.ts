// The kill switch tests itself: unseen while it works, and loud when it does not.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { openSocket } from '#test/support/socket.ts'
import { switchOf } from '#test/support/switch.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const operations = () => laptop.people.messages('COPS')
const turns = async () =>
  (await laptop.table.events())
    .filter(({ stream }) => stream === 'kill-switch/main')
    .map(({ action, actor }) => `${action} by ${actor.id}`)

it('pauses and releases the canary every five minutes, and nobody notices', async () => {
  const socket = await openSocket(laptop.url, tokens.agent)
  await socket.hear('the greeting', ({ type }) => type === 'switch')
  await laptop.advance(10 * 60 + 5)
  expect(await turns()).toEqual([
    'SwitchEngaged by canary',
    'SwitchReleased by canary',
    'SwitchEngaged by canary',
    'SwitchReleased by canary',
  ])
  expect(await operations()).toEqual([])
  expect(socket.heard.filter(({ type }) => type === 'switch')).toHaveLength(1)
  const confirmed = (await laptop.table.events()).filter(({ action }) => action === 'StopConfirmed')
  expect(confirmed.map(({ actor }) => actor.id)).toEqual(['canary', 'canary'])
  socket.close()
})

it('works while people have paused everything, too', async () => {
  const turn = switchOf(laptop)
  await turn.stop('UPLATFORM', 'pause all')
  await laptop.advance(5 * 60)
  const told = (await operations()).map(({ text }) => text)
  expect(told.filter((text) => text.includes('self-test'))).toEqual([])
  await turn.release()
})

it('tells the operations channel within seconds when the pause is not confirmed', async () => {
  const before = (await operations()).length
  // The pause itself is committed; whoever asks afterwards, the canary too, finds the table unreadable.
  await laptop.fault({ target: 'dynamodb', operation: 'BatchGetItem', kind: 'error', times: 100_000 })
  await laptop.advance(5 * 60)
  await laptop.noFaults()
  const told = (await operations()).slice(before)
  expect(told).toHaveLength(1)
  expect(told[0]?.text).toContain('did not pass its self-test')
  expect(JSON.stringify(told[0]?.blocks)).toContain('UPLATFORM')
  // And it is let go again.
  expect((await turns()).at(-1)).toBe('SwitchReleased by canary')
})

it('says so when the pause cannot be recorded at all', async () => {
  const before = (await operations()).length
  await laptop.fault({ target: 'dynamodb', operation: 'TransactWriteItems', kind: 'error', times: 100_000 })
  await laptop.advance(5 * 60)
  await laptop.noFaults()
  expect((await operations()).slice(before).map(({ text }) => text)).toEqual([
    expect.stringContaining('could not be recorded'),
  ])
})
