// From a pause to the last agent that knows: sockets on /v1/live, told by the deployed functions over the emulated management API.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { WebSocket } from 'ws'
import { directClient } from '#local/environment.ts'
import { localNames } from '#local/resources.ts'
import { readService } from '#local/service.ts'
import { hashToken } from '#store/agent/credentials.ts'
import { toItem } from '#store/kernel/table.ts'
import { startProcess } from '#test/support/child.ts'
import { tokens } from '#test/support/driver.ts'
import { printLiveCost } from './live-cost.ts'
import { print } from './report.ts'

const SIZES = [10, 100, 1_000]
const AT_ONCE = 25
const GIVE_UP_MS = 30_000

type Laptop = Awaited<ReturnType<typeof startProcess>>
interface Agent {
  socket: WebSocket
  effective: string
  /** Called on every word about the switch, with the time at which it came. */
  heard: (effective: string, at: number) => void
}

const inTurns = async (count: number, work: (index: number) => Promise<void>): Promise<void> => {
  for (let from = 0; from < count; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => work(from + index)),
    )
}

const tokenOf = (index: number): string => `bench-token-${index}`

const giveTokens = async (url: string, count: number): Promise<void> => {
  const service = readService(process.cwd(), 'local')
  const client = new DynamoDBClient(directClient(`${url}/_aws/dynamodb`, service.region))
  const TableName = String(localNames(service).resolve({ Ref: 'Table' }))
  await inTurns(count, async (index) => {
    const credential = { kind: 'agent', agent: `bench-${index}`, owner: 'UPLATFORM', environment: 'bench' }
    const pk = `token/${hashToken(tokenOf(index))}`
    const Item = toItem({ pk, sk: 'state', state: JSON.stringify(credential) })
    await client.send(new PutItemCommand({ TableName, Item }))
  })
  client.destroy()
}

const connect = (url: string, index: number): Promise<Agent> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${tokenOf(index)}` }
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/live`, { headers })
    const agent: Agent = { socket, effective: '', heard: () => undefined }
    socket.on('message', (data) => {
      const at = performance.now()
      const { type, effective } = JSON.parse(String(data)) as { type: string; effective?: string }
      if (type !== 'switch' || effective === undefined) return
      agent.effective = effective
      agent.heard(effective, at)
      resolve(agent)
    })
    socket.on('error', reject)
  })

/** Resolves with the times (ms since the epoch of this process) at which each agent knew. */
const allHear = (agents: readonly Agent[], wanted: string): Promise<number[]> =>
  new Promise((resolve, reject) => {
    const times: number[] = []
    const late = setTimeout(
      () => reject(new Error(`${agents.length - times.length} agents never heard “${wanted}”.`)),
      GIVE_UP_MS,
    )
    for (const agent of agents)
      agent.heard = (effective, at) => {
        if (effective !== wanted) return
        agent.heard = () => undefined
        times.push(at)
        if (times.length < agents.length) return
        clearTimeout(late)
        resolve(times)
      }
  })

interface Round {
  /** Milliseconds until the operator's call was answered. */
  committed: number
  /** Milliseconds until each agent knew. */
  knew: number[]
}

const pauseOnce = async (laptop: Laptop, agents: readonly Agent[]): Promise<Round> => {
  const told = allHear(agents, 'paused')
  const began = performance.now()
  const stop = { command: 'engage', scope: 'all', mode: 'paused', reason: 'Bench' }
  await laptop.send('POST', '/v1/switch', { token: tokens.operator, body: stop })
  const committed = performance.now() - began
  const knew = (await told).map((at) => at - began)
  const released = allHear(agents, 'run')
  await laptop.send('POST', '/v1/switch', {
    token: tokens.operator,
    body: { command: 'release', scope: 'all' },
  })
  await laptop.people.command('UPLATFORM', '/claw resume all')
  await released
  return { committed, knew }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0

export const runLive = async (short: boolean): Promise<void> => {
  const rounds = short ? 3 : 10
  const dataDir = await mkdtemp(join(tmpdir(), 'claw-bench-live-'))
  const laptop = await startProcess(dataDir)
  const agents: Agent[] = []
  const rows: [number, number, number, number, number, string][] = []
  try {
    await giveTokens(laptop.url, SIZES.at(-1) ?? 0)
    for (const size of SIZES) {
      const known = agents.length
      await inTurns(size - known, async (index) => {
        agents.push(await connect(laptop.url, known + index))
      })
      const all: Round[] = []
      for (let round = 0; round < rounds; round++) all.push(await pauseOnce(laptop, agents))
      const knew = all.flatMap((each) => each.knew).sort((a, b) => a - b)
      const committed = all.map((each) => each.committed).sort((a, b) => a - b)
      const p99 = at(knew, 0.99)
      const before = rows.at(-1)
      rows.push([
        ...([size, at(committed, 0.5), at(knew, 0.5), p99, knew.at(-1) ?? 0] as const),
        before ? `${(size / before[0]).toFixed(0)}× agents, ${(p99 / before[3]).toFixed(1)}× p99` : '',
      ])
    }
    print(
      'Pause → every agent knows',
      `Milliseconds from an operator's call until each agent on /v1/live has heard of it, over ${rounds} pauses: the call's own answer\n` +
        '(committed: the gate refuses from then on), the median agent, the 99th percentile, the last one.',
      ['agents', 'committed p50', 'knows p50', 'knows p99', 'last', 'growth'],
      rows,
    )
    printLiveCost(SIZES.at(-1) ?? 0)
  } finally {
    for (const { socket } of agents) socket.terminate()
    await laptop.kill()
    await rm(dataDir, { recursive: true, force: true })
    await rm(`${dataDir}-config`, { recursive: true, force: true })
  }
}
