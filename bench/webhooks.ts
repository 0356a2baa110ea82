// From an alert to people in Slack, on the whole local system: one at a time, and a burst of a thousand.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSystem } from '#local/system.ts'
import { drive } from '#test/support/driver.ts'
import { lookInto } from '#test/support/table.ts'
import { until } from '#test/support/until.ts'
import { print } from './report.ts'
import { median, percentile } from './rounds.ts'

const root = join(import.meta.dirname, '..')
const IN_FLIGHT = 100

type System = ReturnType<typeof drive>

const post = async ({ send }: System, body: object): Promise<number> => {
  const began = performance.now()
  const { status } = await send('POST', '/webhooks/generic', { token: 'local-webhook-token', body })
  if (status !== 200) throw new Error(`an alert was answered with ${status}`)
  return performance.now() - began
}

const incidentMessages = async ({ people }: System): Promise<string[]> =>
  (await people.messages('CINCIDENTS')).map((message) => JSON.stringify(message))

/** Numbers in a title would make them the same trouble. */
const lettersOf = (value: number): string => value.toString().replace(/\d/g, (digit) => 'abcdefghij'[+digit]!)

/** Each becomes an incident of its own; the times until it is in the record, and until it is a message. */
const oneAtATime = async (system: System, count: number) => {
  const times: { committed: number; posted: number }[] = []
  for (let index = 0; index < count; index++) {
    const title = `Service ${lettersOf(index + 1_000)} is down`
    const began = performance.now()
    const committed = await post(system, { title })
    const isTold = async () => (await incidentMessages(system)).some((message) => message.includes(title))
    await until(`a message about ${title}`, isTold)
    times.push({ committed, posted: performance.now() - began })
  }
  return times
}

interface Burst {
  answers: number[]
  tookMs: number
  joined: number
  joinedAfterMs: number
  incidents: number
  messages: number
}

const burst = async (system: System, table: ReturnType<typeof lookInto>, count: number): Promise<Burst> => {
  const bodies = Array.from({ length: count }, (_, index) => ({
    title: `Node ${index} does not answer`,
    fingerprint: `node-${index}`,
  })).values()
  const answers: number[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const body of bodies) answers.push(await post(system, body))
    }),
  )
  const tookMs = performance.now() - began
  const ours = async () =>
    (await table.events()).filter(({ data }) => JSON.stringify(data).includes('generic:node-'))
  const joined = async () =>
    (await ours())
      .filter(({ action }) => action === 'AlertsAttached')
      .flatMap(({ data }) => data['alerts'] as { count: number }[])
      .reduce((sum, each) => sum + each.count, 0)
  await until('every alert to join', async () => (await joined()) >= count)
  const joinedAfterMs = performance.now() - began
  const attached = (await ours()).filter(({ action }) => action === 'AlertsAttached')
  // The storm ends after five minutes; what people hear of it until then counts.
  await system.advance(301)
  const incidents = [...new Set(attached.map(({ resource }) => resource.slice('incident/'.length)))]
  const isAboutThem = (message: string) => incidents.some((id) => new RegExp(`${id}\\b`).test(message))
  return {
    answers,
    tookMs,
    joinedAfterMs,
    joined: await joined(),
    incidents: incidents.length,
    messages: (await incidentMessages(system)).filter(isAboutThem).length,
  }
}

export const runWebhooks = async (short: boolean): Promise<void> => {
  process.chdir(root)
  const [single, many] = short ? [20, 200] : [100, 1_000]
  const dataDir = await mkdtemp(join(tmpdir(), 'claw-bench-webhooks-'))
  const local = await startSystem({ port: 0, dataDir })
  const table = lookInto(local.dynamoDbUrl)
  try {
    const system = drive(local.url)
    const times = await oneAtATime(system, single)
    const committed = times.map((time) => time.committed)
    const posted = times.map((time) => time.posted)
    print(
      `${single} alerts, one at a time`,
      'Milliseconds from sending the webhook until it was answered, which is after its commit, and until Slack shows its incident.',
      ['until', 'p50', 'p99'],
      [
        ['committed', median(committed), percentile(committed, 0.99)],
        ['posted', median(posted), percentile(posted, 0.99)],
      ],
    )
    const storm = await burst(system, table, many)
    print(
      `A burst of ${many} different alerts, ${IN_FLIGHT} in flight`,
      'Lost is what was acknowledged and is on no incident; messages are all that Slack shows of it within five minutes: the card, and calls for a lead and a severity.',
      [
        'acknowledged',
        'lost',
        'incidents',
        'messages',
        'a second',
        'answer p50 ms',
        'p99 ms',
        'all joined ms',
      ],
      [
        [
          storm.answers.length,
          storm.answers.length - storm.joined,
          storm.incidents,
          storm.messages,
          (many * 1_000) / storm.tookMs,
          median(storm.answers),
          percentile(storm.answers, 0.99),
          storm.joinedAfterMs,
        ],
      ],
    )
  } finally {
    table.close()
    await local.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
