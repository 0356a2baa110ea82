// How the gateway hears of a pause: pushed, polled, again after every break, and told at once on connecting.
import { afterEach, expect, test } from 'vitest'
import { until } from '#test/openclaw/support/until.ts'
import type { Rig } from './rig.ts'
import { startRig } from './rig.ts'

let rig: Rig
afterEach(() => rig.close())

const paused = {
  effective: 'paused',
  engaged: [{ scope: 'all', mode: 'paused', reason: 'why', by: 'UONCALL' }],
}
const isPaused = () => rig.control.switchboard.current()?.effective === 'paused'

test('a pause is pushed, obeyed by the next call without asking, and acknowledged', async () => {
  rig = await startRig()
  rig.control.start()
  await until('the socket', () => rig.gate.sockets())

  rig.gate.setSwitch(paused)
  await until('the pause', isPaused)

  expect(await rig.judge('write', {})).toHaveProperty('blockReason', expect.stringContaining('because: why'))
  expect(rig.gate.asked(/^POST \/v1\/actions$/)).toHaveLength(0)
  await until('the ack', () => rig.gate.asked(/acks/).some(({ body }) => body['revision'] === 2))
  expect(rig.aborted).toContain(undefined)
})

test('the socket authenticates by header', async () => {
  rig = await startRig()
  rig.control.start()
  await until('the socket', () => rig.gate.sockets())

  expect(rig.gate.upgrades()[0]?.headers.authorization).toBe('Bearer a-token')
})

test('a broken line is opened again, and the news of the meantime is heard', async () => {
  rig = await startRig()
  rig.control.start()
  await until('the socket', () => rig.gate.sockets())

  rig.gate.cutSockets()
  rig.gate.setSwitch(paused)
  await until('the pause', isPaused)
  await until('the socket again', () => rig.gate.sockets())
})

test('where nothing can be pushed the switch is polled', async () => {
  rig = await startRig(({ path }) =>
    path === '/v1/agent' ? { body: { agent: 'demo-agent', liveUrl: null } } : undefined,
  )
  rig.control.start()
  await until('the first answer', () => rig.control.switchboard.current())

  rig.gate.setSwitch(paused)
  await until('the pause', isPaused)
  expect(rig.gate.sockets()).toBe(0)
})

test('a switch that cannot be read changes nothing and is asked for', async () => {
  rig = await startRig()
  rig.control.start()
  await until('the socket', () => rig.gate.sockets())
  await until('the switch', () => rig.control.switchboard.current())

  rig.gate.push({ type: 'switch', revision: 'nonsense', effective: 'run' })
  rig.gate.setSwitch(paused)
  await until('the pause', isPaused)
})

test('a pause that ends by itself, without a push and without a new revision, ends here too', async () => {
  rig = await startRig()
  rig.control.start()
  await until('the socket', () => rig.gate.sockets())
  rig.gate.setSwitch(paused)
  await until('the pause', isPaused)

  rig.gate.expireSwitch()
  await until('its end', () => !isPaused())
}, 15_000)
