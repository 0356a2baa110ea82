// Alarms pour in by the thousand, and a Slack that takes one message a second: who has to decide is asked all the same, once, and first.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { enough } from '#test/support/thorough.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop('shipped')
})
afterAll(() => laptop.stop())

/** Each delivery brings a thousand. */
const DELIVERIES = enough(2, 10)
const alarms = (delivery: number) => ({
  version: '4',
  groupKey: `g${delivery}`,
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'claw',
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example:9093',
  alerts: Array.from({ length: 1_000 }, (_, n) => ({
    status: 'firing',
    labels: { alertname: `A${delivery}-${n}`, severity: 'sev3' },
    annotations: { summary: `A${delivery}-${n} is not well` },
    startsAt: '2024-01-02T03:04:05.678901234Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: `fp-${delivery}-${n}`,
  })),
})

it('an approval is asked while alarms pour in, and Slack takes one message a second', {
  timeout: 240_000,
}, async () => {
  await laptop.send('POST', '/_local/bot', { body: { postsPerSecond: 1 } })
  const ids: string[] = []
  for (let delivery = 0; delivery < DELIVERIES; delivery++) {
    const { status } = await laptop.send('POST', '/webhooks/alertmanager', {
      token: 'local-webhook-token',
      body: alarms(delivery),
    })
    expect(status).toBe(200)
    if (delivery < 4) {
      const { body } = await laptop.agent.ask({
        ...requests.shell,
        params: { command: `systemctl restart web${delivery}` },
      })
      ids.push(body.id)
    }
  }
  for (const id of ids) await until(`the card of ${id}`, async () => (await laptop.people.cardsOf(id))[0])
  await laptop.advance(120)
  for (const id of ids) expect(await laptop.people.cardsOf(id)).toHaveLength(1)

  const told = (await laptop.people.messages('CINCIDENTS')).map(({ metadata }) => metadata?.event_payload.key)
  expect(told.length).toBeGreaterThan(0)
  expect(told.length).toBeLessThan(100)
  expect(new Set(told).size).toBe(told.length)
  expect(laptop.logs.filter((line) => line.includes('slack.refused'))).toEqual([])
})
