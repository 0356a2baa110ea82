// Every way to make a gateway act, driven for real: what is forbidden leaves no trace on disk, and somebody says why.
import { existsSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withAt } from '#plugins/openclaw/src/doctor/look-up.ts'
import type { House } from './support/doors.ts'
import { exists, forbidden, turn } from './support/doors.ts'
import type { FakeModel } from './support/fake-model.ts'
import { startFakeModel } from './support/fake-model.ts'
import { startGateway } from './support/openclaw.ts'
import { openRpc } from './support/rpc.ts'
import { shutDoors } from './support/shut-doors.ts'
import type { Script } from './support/stand-in.ts'
import { startStandIn } from './support/stand-in.ts'
import { until } from './support/until.ts'

let house: House
let model: FakeModel

interface Places {
  workspace: string
  paths: Record<string, string>
}

/** A gate with two rules: nothing that is forbidden by name, and nothing that lands outside the workspace. */
const rules: Script = ({ method, path, body }) => {
  if (`${method} ${path}` !== 'POST /v1/actions') return undefined
  const { workspace, paths } = body['resolved'] as Places
  const strays = Object.values(paths).some((place) => !place.startsWith(workspace))
  const verdict = strays || JSON.stringify(body['params']).includes(forbidden) ? 'deny' : 'allow'
  return { body: house.gate.decision(`act_${house.gate.seen.length}`, verdict) }
}

beforeAll(async () => {
  const gate = await startStandIn(rules)
  model = await startFakeModel()
  const gateway = await startGateway({
    gateUrl: gate.url,
    modelUrl: model.url,
    change: (settings) => {
      const server = {
        command: process.execPath,
        args: [join(import.meta.dirname, 'support/probe-server.js')],
      }
      const withServer = withAt(settings, ['mcp', 'servers', 'probe'], server)
      return withAt(withServer, ['hooks'], {
        enabled: true,
        token: 'a-hook-token',
        internal: { enabled: false },
      })
    },
  })
  house = { gate, gateway, rpc: await openRpc(gateway.url) }
  await mkdir(join(gateway.home, 'out'))
  await symlink('../out', join(gateway.workspace, 'way-out'))
  await symlink(`../out/${forbidden}-dangling`, join(gateway.workspace, 'dangling'))
  await symlink('../state', join(gateway.workspace, 'to-state'))
})

afterAll(async () => {
  console.log(`${shutDoors.length} doors pushed`)
  house?.rpc.close()
  await house?.gateway.stop()
  await Promise.all([house?.gate.close(), model?.close()])
})

/** Nothing of what was forbidden is anywhere that a door could have put it. */
const traces = (name: string): string[] => {
  const { home, workspace } = house.gateway
  const places = [
    workspace,
    home,
    join(home, 'out'),
    join(home, 'state/extensions'),
    join(home, 'state/hooks'),
  ]
  return places
    .flatMap((place) => [name, forbidden, `${forbidden}-dangling`].map((file) => join(place, file)))
    .filter((path) => existsSync(path))
}

test('a door that may be opened opens, so that the shut ones prove something', async () => {
  await turn(house, ['write', { path: 'allowed.txt', content: 'x' }])
  expect(exists(house, 'allowed.txt')).toBe(true)
})

describe('shut', () => {
  test.each(shutDoors.map((door, index) => ({ ...door, index })))('$way', async ({ push, said, index }) => {
    const name = `${forbidden}-${index}.txt`
    expect(await push(house, name)).toMatch(said)
    expect(traces(name)).toEqual([])
  })
})

test('one key is used for one call, also when the caller repeats its own', async () => {
  const before = house.gate.asked(/^POST \/v1\/actions$/).length
  for (const _again of [1, 2])
    await house.gateway.invoke('session_status', {}, { idempotencyKey: 'the-same' })
  const keys = house.gate
    .asked(/^POST \/v1\/actions$/)
    .slice(before)
    .map(({ body }) => body['idempotencyKey'])
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(2)
})

test('no secret of ours is in the environment of the gateway or of a command', async () => {
  const words = await turn(house, ['exec', { command: 'env; cat /proc/$PPID/environ' }])
  expect(words).not.toContain('local-agent-token')
})

test('who asked stands in the question and in the record', async () => {
  await turn(house, ['write', { path: 'asked.txt', content: 'x' }])
  const asked = house.gate
    .asked(/^POST \/v1\/actions$/)
    .findLast(({ body }) => JSON.stringify(body).includes('asked.txt'))
  expect(asked?.body).toMatchObject({ channel: 'webchat', toolCallId: expect.any(String) })
  await until('the tool on the trace', () =>
    JSON.stringify(house.gate.asked(/events/).map(({ body }) => body)).includes(
      String(asked?.body['toolCallId']),
    ),
  )
  await until('a denied call on the trace', () =>
    JSON.stringify(house.gate.asked(/events/).map(({ body }) => body)).includes('"status":"denied"'),
  )
})
