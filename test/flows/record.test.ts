// The record as an auditor uses it: searched over HTTP, told and verified from the command line, with the laptop running or not.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, ListTablesCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { startDynamoDb } from '#local/aws/dynamodb/dynoxide.ts'
import { directClient } from '#local/environment.ts'
import { type LaptopProcess, startProcess } from '#test/support/child.ts'
import { requests, tokens } from '#test/support/driver.ts'

let dataDir: string
let laptop: LaptopProcess
let port: string
let id: string
/** How many requests there are, beside the one that is walked to its end. */
const HARMLESS = 60

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'claw-record-'))
  laptop = await startProcess(dataDir)
  port = new URL(laptop.url).port
  id = (await laptop.agent.ask({ ...requests.shell, session: 's1' })).body.id
  await laptop.people.approve('UGUEST', id)
  await laptop.people.approve('UPLATFORM', id)
  await laptop.agent.start(id, requests.shell.params)
  await laptop.agent.report(id, { status: 'failed', summary: 'It did not restart' })
  for (let n = 0; n < HARMLESS; n++) await laptop.second.ask({ ...requests.harmless, session: 's2' })
  await laptop.agent.ask(requests.never)
})
afterAll(async () => {
  await laptop.kill()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Found {
  events: RecordedEvent[]
  cursor?: string
}
const search = async (query: Record<string, string>): Promise<Found> =>
  (await laptop.send<Found>('GET', `/v1/audit?${new URLSearchParams(query)}`, { token: tokens.operator }))
    .body
/** Every page, as one list. */
const all = async (query: Record<string, string>): Promise<RecordedEvent[]> => {
  const found: RecordedEvent[] = []
  let cursor: string | undefined
  do {
    const page = await search({ ...query, ...(cursor ? { cursor } : {}) })
    found.push(...page.events)
    cursor = page.cursor
  } while (cursor)
  return found
}
const actions = (events: RecordedEvent[]) => events.map(({ action }) => action)
const story = [
  'ApprovalRequested',
  'DecisionRefused',
  'ApprovalGranted',
  'ActionApproved',
  'ActionStarted',
  'OutcomeReported',
]

describe('a search of the record', () => {
  it('tells one action’s story, newest first, each entry with who, what, when and its link', async () => {
    const events = await all({ resource: `action/${id}` })
    expect(actions(events)).toEqual([...story].reverse())
    const [last, , approved] = events
    expect(last).toMatchObject({
      actor: { kind: 'agent', id: 'demo-agent' },
      result: 'failure',
      session: 's1',
    })
    expect(approved).toMatchObject({ actor: { kind: 'person', id: 'UPLATFORM' }, agent: 'demo-agent' })
    expect(last?.prevHash).toBe(events[1]?.hash)
  })
  it.each([
    [{ actor: 'UPLATFORM' }, ['ActionApproved', 'ApprovalGranted']],
    [{ actor: 'UGUEST' }, ['DecisionRefused']],
    [{ session: 's1' }, [...story].reverse()],
    [{ action: 'ActionStarted' }, ['ActionStarted']],
    [{ result: 'refused' }, ['ActionDenied', 'DecisionRefused']],
    [{ result: 'failure' }, ['OutcomeReported']],
    [{ agent: 'nobody' }, []],
    [{ actor: 'UPLATFORM', action: 'ActionApproved' }, ['ActionApproved']],
  ])('finds by %o', async (query, expected) => {
    expect(actions(await all(query as Record<string, string>))).toEqual(expected)
  })
  it('gives every event once over its pages, newest first', async () => {
    const events = await all({})
    expect(events).toHaveLength(story.length + HARMLESS + 1)
    expect(new Set(events.map(({ hash }) => hash)).size).toBe(events.length)
    expect(events.map(({ at }) => at)).toEqual(
      events
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
    expect(await all({ agent: 'second-agent' })).toHaveLength(HARMLESS)
  })
  it('keeps to its time', async () => {
    const events = await all({})
    const [newest, oldest] = [events[0]!.at, events.at(-1)!.at]
    expect(await all({ from: newest })).not.toHaveLength(0)
    expect(await all({ to: oldest })).toMatchObject([{ action: 'ApprovalRequested' }])
    expect(await all({ from: '2020-01-01', to: '2020-02-01' })).toEqual([])
    const half = events[Math.floor(events.length / 2)]!.at
    const halves = [...(await all({ from: half })), ...(await all({ to: half }))]
    expect(new Set(halves.map(({ hash }) => hash)).size).toBe(events.length)
  })
})

const cli = async (...words: string[]) => {
  const child = spawn(process.execPath, ['cli/audit.ts', ...words], {
    env: { ...process.env, CLAW_DATA_DIR: dataDir, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}
const verified = `Verified ${HARMLESS + 2} chains with ${story.length + HARMLESS + 1} events. Every link holds.\n`

describe('npm run audit', () => {
  it('verifies the running laptop', async () => {
    expect(await cli('verify')).toEqual({ code: 0, out: verified, err: '' })
  })
  it('tells the story of one action', async () => {
    const { code, out } = await cli('show', id)
    expect(code).toBe(0)
    let from = 0
    for (const type of story) {
      from = out.indexOf(type, from)
      expect(from).toBeGreaterThan(0)
    }
    expect(out).toContain('UPLATFORM')
    expect(await cli('show', `act_${'0'.repeat(26)}`)).toMatchObject({ code: 1, out: '' })
  })
  it('explains itself when it is not understood', async () => {
    for (const words of [[], ['verfy'], ['show']])
      expect(await cli(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage') })
  })
  it('verifies offline, and an export of it anywhere; and finds what was changed behind the product’s back', async () => {
    await laptop.kill()
    expect(await cli('verify')).toEqual({ code: 0, out: verified, err: '' })
    const exported = (await cli('export')).out
    const file = join(dataDir, 'export.jsonl')
    writeFileSync(file, exported)
    expect((await cli('verify', '--file', file)).out).toBe(verified)
    writeFileSync(file, exported.replace('UPLATFORM', 'USECURITY'))
    expect(await cli('verify', '--file', file)).toMatchObject({ code: 1 })

    await rewrite()
    const found = await cli('verify')
    expect(found.code).toBe(1)
    expect(found.out.split('\n').slice(0, 2)).toEqual([
      `BROKEN  action/${id}  event 2: its contents do not match its hash`,
      `1 of ${HARMLESS + 2} chains are broken; ${story.length + HARMLESS + 1} events were read.`,
    ])
  })
})

/** Somebody with access to the table makes the refused click disappear behind another name. */
const rewrite = async () => {
  const { endpoint, close } = await startDynamoDb(join(dataDir, 'dynamodb.sqlite'))
  const client = new DynamoDBClient(directClient(endpoint, 'eu-central-1'))
  const { TableNames: [TableName] = [] } = await client.send(new ListTablesCommand({}))
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: `action/${id}` }, sk: { S: 'event#00000002' } },
      UpdateExpression: 'SET actorId = :other',
      ExpressionAttributeValues: { ':other': { S: 'USUPPORT' } },
    }),
  )
  client.destroy()
  await close()
}
