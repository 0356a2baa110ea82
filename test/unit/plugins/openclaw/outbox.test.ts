// The record's way to the gate: in order, in batches, through outages and restarts, and never more than the disk may take.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Script, Seen } from '#test/openclaw/support/stand-in.ts'
import { until } from '#test/openclaw/support/until.ts'
import type { Rig } from './rig.ts'
import { startRig } from './rig.ts'

let rig: Rig
let down = false
afterEach(() => rig.close())

const failing: Script = () => (down ? { status: 503 } : undefined)
const usage = (id: string) => ({ id, session: 's', run: 'r', provider: 'p', model: 'm', costUsd: 1 })
const arrived = () => rig.gate.asked(/usage/).map(({ body }) => body['id'])
const events = () => rig.gate.asked(/events/).map(({ body }) => body['events'] as { summary: string }[])
const trace = (summary: string) =>
  rig.control.trace({ kind: 'tool', session: 's', run: 'r', summary, content: 'something secret' })
const spooled = async (): Promise<string> => {
  const names = (await readdir(rig.stateDirectory)).filter((name) => name.startsWith('outbox-'))
  // A file that goes between the listing and the reading was cleared, or taken over.
  const texts = names.map((name) => readFile(join(rig.stateDirectory, name), 'utf8').catch(() => ''))
  return (await Promise.all(texts)).join('')
}

test('events go out together, as digests', async () => {
  rig = await startRig()
  for (let index = 0; index < 250; index++) trace(`event ${index}`)
  await until('all of them', () => events().flat().length === 250)

  expect(events().map(({ length }) => length)).toEqual([100, 100, 50])
  expect(events().flat()[0]).toMatchObject({
    summary: 'event 0',
    digest: expect.stringMatching(/^sha256:/),
  })
  expect(JSON.stringify(events())).not.toContain('something secret')
})

test('content goes out when the settings say so, and nothing when they say that', async () => {
  rig = await startRig(undefined, { trace: 'content' })
  trace('with content')
  await until('it', () => events().length)
  expect(JSON.stringify(events())).toContain('something secret')

  const silent = rig.make({ trace: 'off' })
  silent.trace({ kind: 'tool', session: 's', run: 'r', summary: 'unheard' })
  silent.trace({ kind: 'error', session: 's', run: 'r', summary: 'grave', grave: true })
  await until('the grave one', () => JSON.stringify(events()).includes('grave'))
  expect(JSON.stringify(events())).not.toContain('unheard')
  await silent.stop()
})

test('through an outage it waits on disk, and another process delivers it', async () => {
  down = true
  rig = await startRig(failing)
  rig.control.start()
  rig.control.reportUsage(usage('u1'))
  rig.control.reportUsage(usage('u2'))
  await rig.control.stop()
  expect(await spooled()).toContain('"u2"')

  down = false
  const next = rig.make()
  next.start()
  await until('both', () => arrived().includes('u2'))

  expect(arrived().filter((id) => id === 'u1').length).toBeGreaterThan(0)
  await until('the disk being clear', async () => (await spooled()) === '')
  await next.stop()
})

test('a line that a crash cut short is left out, and the rest arrives', async () => {
  rig = await startRig()
  const parcel = (id: string) => `${JSON.stringify({ kind: 'usage', body: usage(id) })}\n`
  const dead = join(rig.stateDirectory, 'outbox-999999999-0a0a0a0a.jsonl')
  await writeFile(dead, `${parcel('whole')}${parcel('cut').slice(0, 20)}`)
  rig.control.start()

  await until('the whole one', () => arrived().includes('whole'))
  expect(arrived()).toEqual(['whole'])
})

test('what the gate will never take does not hold up the rest', async () => {
  const isBad = ({ body }: Seen) => JSON.stringify(body).includes('worthless')
  rig = await startRig((seen) => (isBad(seen) ? { status: 400 } : undefined))
  rig.control.reportUsage(usage('worthless'))
  trace('good 1')
  trace('worthless')
  trace('good 2')
  rig.control.reportUsage(usage('good'))

  await until('the last', () => arrived().includes('good'))
  const taken = events().filter((batch) => !JSON.stringify(batch).includes('worthless'))
  expect(taken.flat().map(({ summary }) => summary)).toEqual(['good 1', 'good 2'])
})

test('a wrong token loses nothing', async () => {
  let refusals = 0
  rig = await startRig((seen) =>
    seen.path === '/v1/usage' && ++refusals === 1 ? { status: 401 } : undefined,
  )
  rig.control.reportUsage(usage('u1'))

  await until('the second attempt', () => arrived().length === 2)
})

test('a full spool keeps what came first and says how much was dropped', async () => {
  down = true
  rig = await startRig(failing, { spoolMegabytes: 1 })
  const large = 'x'.repeat(300_000)
  for (const id of ['u1', 'u2', 'u3', 'u4', 'u5']) rig.control.reportUsage({ ...usage(id), large })
  expect(rig.said.join()).toContain('The spool is full')

  down = false
  await until('the note', () => JSON.stringify(events()).includes('2 records were dropped'))
  expect(new Set(arrived())).toEqual(new Set(['u1', 'u2', 'u3']))
})
