// Why: a receiver acts on what it is sent, so it must be able to tell who sent it, and to know a repeat.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signatureOf } from '#gateways/outbound-webhook.ts'
import { secretValues } from '#local/fixed-secrets.ts'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'
import { updatesIn } from '#test/support/updates.ts'

const SECRET = 'a secret for this test'
const received: { key: unknown; timestamp: string; signature: unknown; body: string }[] = []
const statuses = [503, 200]
const receiver = createServer(async (request, response) => {
  const { headers } = request
  received.push({
    key: headers['idempotency-key'],
    timestamp: String(headers['x-claw-timestamp']),
    signature: headers['x-claw-signature'],
    body: await text(request),
  })
  response.writeHead(statuses[received.length - 1] ?? 200).end()
})

let laptop: Laptop
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  secretValues['UpdatesWebhookSecret'] = { url: `http://127.0.0.1:${port}/told`, secret: SECRET }
  laptop = await startLaptop()
})
afterAll(async () => {
  await laptop.stop()
  receiver.close()
})

it('is sent what was published, signed, and again under the same key when it was away', async () => {
  const id = await incidentsIn(laptop).declare('UPLATFORM', 'sev3 slow mails')
  const values = { problem: 'slow mails', impact: 'some of you wait longer.' }
  await updatesIn(laptop).write('USUPPORT', id, values)
  await until('the first try', () => received.length === 1)
  await laptop.advance(60)
  await until('the second', () => received.length === 2)

  const [first, second] = received
  expect(second!.key).toBe(first!.key)
  expect(second!.body).toBe(first!.body)
  expect(second!.signature).toBe(signatureOf(SECRET, second!.timestamp, second!.body))
  expect(JSON.parse(second!.body)).toMatchObject({ incident: id, title: 'We are looking into slow mails' })
  await laptop.advance(600)
  expect(received).toHaveLength(2)
})

it('is told although Slack is away', async () => {
  const id = await incidentsIn(laptop).declare('UPLATFORM', 'sev3 lost mails')
  await laptop.rest()
  const { open, submit } = updatesIn(laptop)
  const view = await open('USUPPORT', id)
  await laptop.fault({ target: 'slack', operation: 'chat.postMessage', kind: 'error', times: 1_000 })
  const values = { problem: 'lost mails', impact: 'some of you wait longer.' }
  await submit('USUPPORT', view.id, values)
  await until('the webhook', () => received.some(({ body }) => body.includes('lost mails')))
  expect(JSON.stringify(await laptop.people.messages('CUPDATES'))).not.toContain('lost mails')
  await laptop.noFaults()
  await laptop.advance(60)
  await until('the post', async () =>
    JSON.stringify(await laptop.people.messages('CUPDATES')).includes('lost mails'),
  )
})
