// Why: customers look here first, so it shows what was published and nothing else; told through the contract alone.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { StatusPage } from '#domain/status/status-page.ts'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'
import { updatesIn } from '#test/support/updates.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const get = async (path: string) => {
  const response = await fetch(`${laptop.url}${path}`)
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const page = async (): Promise<StatusPage> => StatusPage.parse(JSON.parse((await get('/status.json')).text))

const publish = async (id: string, values: Record<string, unknown>): Promise<void> =>
  expect(await updatesIn(laptop).write('USUPPORT', id, values)).toEqual({})

it('shows that all is well, and says so where there is nothing to show', async () => {
  const { status, headers, text } = await get('/status')
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toContain('public')
  for (const words of [
    'Everything works',
    'No incident is reported.',
    'Nothing is planned.',
    'It never fell due',
    'Updates every 20 min (SEV1), 30 min (SEV2), 4 h (SEV3)',
  ])
    expect(text).toContain(words)
  expect(text).not.toMatch(/<script|<img/)
})

it('shows what was published, to whom it matters, until it is resolved, and then as history', async () => {
  const people = incidentsIn(laptop)
  const id = await people.declare('UPLATFORM', 'sev3 an inside name that nobody outside should read')
  expect((await page()).current).toEqual([])

  const odd = 'mails with <b> & "quotes"'
  const impact = 'some of you wait longer.'
  await publish(id, { problem: odd, impact, components: ['messages'] })
  const current = await until('the incident', async () => (await page()).current[0])
  expect(current.title).toBe(`We are looking into ${odd}`)
  const shown = await page()
  expect(shown.status).toBe('degraded')
  expect(shown.components.find(({ id: component }) => component === 'messages')?.status).toBe('degraded')
  expect(shown.components.find(({ id: component }) => component === 'agents')?.status).toBe('operational')

  const { text } = await get('/status')
  expect(text).toContain('mails with &lt;b&gt; &amp; &quot;quotes&quot;')
  expect(text).not.toContain('an inside name')
  const feed = await get('/status.atom')
  expect(feed.headers.get('content-type')).toContain('application/atom+xml')
  expect(feed.text.match(/<entry>/g)).toHaveLength(1)

  for (const to of ['identified', 'mitigated', 'resolved'])
    await people.fill('UPLATFORM', id, 'incident.status', { to, reason: 'seen' })
  await publish(id, { problem: odd, cause: 'A queue was full.', prevention: 'It grows by itself now.' })
  const past = await until('the history', async () => (await page()).history[0])
  expect(past.messages.map(({ kind }) => kind)).toEqual(['resolution', 'acknowledgement'])
  expect(await page()).toMatchObject({ status: 'operational', current: [] })
})

it('counts kept promises from the record', async () => {
  await laptop.advance(120)
  const [, updates] = (await page()).commitments
  expect(updates).toMatchObject({ kept: 1, due: 1 })
})

it('says that it cannot be read while the record is away', async () => {
  await laptop.fault({ target: 'dynamodb', kind: 'error', times: 50 })
  const { status, text } = await get('/status')
  await laptop.noFaults()
  expect(status).toBe(503)
  expect(text).toContain('cannot be read just now')
})

it('never says that everything works while something serious is looked into', async () => {
  const overall = async () =>
    ((await (await fetch(`${laptop.url}/status`)).text()).match(/overall.*?>(.*?)</) ?? [])[1]
  const declared = await laptop.send<{ id: string }>('POST', '/v1/incidents', {
    token: 'local-operator-token',
    body: { title: 'Nobody can log in', severity: 2 },
  })
  expect(declared.status).toBe(200)
  expect(await overall()).toBe('We are looking into a possible problem')
  expect((await laptop.send<{ lookingInto: boolean }>('GET', '/status.json')).body.lookingInto).toBe(true)
})
