// Why: while Slack is down an operator's token is the only way to an incident, also to the end of one that stops every agent.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
  // The day that this is for: whatever is sent to Slack fails.
  await laptop.fault({ target: 'slack', kind: 'error', times: 1_000 })
})
afterAll(() => laptop.stop())

const run = promisify(execFile)
const write = { tool: 'crm.update', params: { record: 'r1', fields: { name: 'x' } } }
const decisionOn = async (request: object) => (await laptop.agent.ask(request)).body.decision

type Answer = Record<string, unknown>
const post = (path: string, body: unknown, token: string = tokens.operator) =>
  laptop.send<Answer>('POST', `/v1/incidents${path}`, { token, body })
const declare = async (body: object): Promise<string> => String((await post('', body)).body['id'])
const recorded = async (id: string, action: string) =>
  (await laptop.table.events()).filter(
    (event) => event.stream === `incident/${id}` && event.action === action,
  )
const cancel = (id: string) => post(`/${id}/status`, { to: 'cancelled', reason: 'Only a test of ours' })

describe('a SEV1 while Slack is down', () => {
  it('is seen, lowered, raised, mitigated and resolved, and agents may write again', async () => {
    const id = await declare({ title: 'Slack is down', severity: 1 })
    expect(await decisionOn(write)).toBe('deny')
    const seen = await post(`/${id}/acknowledge`, {})
    expect(seen).toMatchObject({ status: 200, body: { id, acknowledgedAt: expect.any(String) } })
    const lowered = await post(`/${id}/severity`, { severity: 2, reason: 'Only mails' })
    expect(lowered).toMatchObject({ status: 200, body: { severity: 2 } })
    expect(await decisionOn(write)).toBe('pending')
    await post(`/${id}/severity`, { severity: 1, reason: 'Not only mails' })
    expect(await decisionOn(write)).toBe('deny')

    const moved = (to: string) => post(`/${id}/status`, { to, reason: 'A retry without a key' })
    expect((await moved('identified')).body).toMatchObject({ status: 'identified' })
    expect(await decisionOn(write)).toBe('deny')
    expect((await moved('mitigated')).body).toMatchObject({ status: 'mitigated' })
    expect(await decisionOn(write)).toBe('allow')
    expect((await moved('resolved')).body).toMatchObject({ status: 'resolved' })
  })

  it('answers a repeated change with how it stands, and records it once, also of two at once', async () => {
    const id = await declare({ title: 'twice', severity: 4 })
    const changes = [
      { path: 'acknowledge', body: {}, action: 'IncidentAcknowledged' },
      { path: 'severity', body: { severity: 3, reason: 'x' }, action: 'SeveritySet' },
      { path: 'status', body: { to: 'identified', reason: 'x' }, action: 'StatusMoved' },
    ]
    for (const { path, body, action } of changes) {
      const both = await Promise.all([1, 2].map(() => post(`/${id}/${path}`, body)))
      const again = await post(`/${id}/${path}`, body)
      expect([...both, again].map(({ status }) => status)).toEqual([200, 200, 200])
      expect(again.body).toMatchObject({ id, severity: path === 'acknowledge' ? 4 : 3 })
      expect(await recorded(id, action), action).toHaveLength(1)
    }
    await cancel(id)
  })

  it('is refused in words what cannot be, and by field what is not understood', async () => {
    const id = await declare({ title: 'refused', severity: 3 })
    const early = await post(`/${id}/status`, { to: 'resolved', reason: 'x' })
    expect(early.headers.get('content-type')).toContain('application/problem+json')
    expect(early).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(`${id} is investigating; it cannot become resolved`) },
    })
    const wrong = [
      { path: 'acknowledge', body: { by: 'UPLATFORM' }, field: 'by' },
      { path: 'severity', body: { severity: 5, reason: 'x' }, field: 'severity' },
      { path: 'severity', body: { severity: 1 }, field: 'reason' },
      { path: 'status', body: { to: 'closed', reason: 'x' }, field: 'to' },
      { path: 'status', body: { to: 'identified', reason: ' ' }, field: 'reason' },
    ]
    for (const { path, body, field } of wrong)
      expect(await post(`/${id}/${path}`, body), `${path} ${field}`).toMatchObject({
        status: 400,
        body: { errors: [{ field }] },
      })
    expect((await post('/INC-999/acknowledge', {})).status).toBe(404)
    await cancel(id)
    for (const { path, body } of [
      { path: 'acknowledge', body: {} },
      { path: 'severity', body: { severity: 1, reason: 'x' } },
    ])
      expect(await post(`/${id}/${path}`, body), path).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('cancelled') },
      })
  })

  it('keeps no secret that somebody wrote into a title or a reason', async () => {
    const secret = `AKIA${'Q7XZ2M4N6P8R3T5V'}`
    const id = await declare({ title: `${secret} is public`, severity: 4 })
    await post(`/${id}/severity`, { severity: 3, reason: `found ${secret} in a log` })
    await post(`/${id}/status`, { to: 'cancelled', reason: `rotated ${secret}` })
    for (const action of ['IncidentDeclared', 'SeveritySet', 'StatusMoved'])
      expect(JSON.stringify(await recorded(id, action)), action).toMatch(/‹[^›]+ characters›/)
    expect(JSON.stringify(await laptop.table.items())).not.toContain(secret)
  })

  it('is no business of an agent', async () => {
    const id = await declare({ title: 'agents', severity: 3 })
    const bodies = {
      acknowledge: {},
      severity: { severity: 4, reason: 'x' },
      status: { to: 'cancelled', reason: 'x' },
    }
    for (const [path, body] of Object.entries(bodies)) {
      expect((await post(`/${id}/${path}`, body, tokens.agent)).status, path).toBe(403)
      expect((await post(`/${id}/${path}`, body, 'nobody-knows-me')).status, path).toBe(401)
    }
    const now = await laptop.send<Answer>('GET', `/v1/incidents/${id}`, { token: tokens.operator })
    expect(now.body).toMatchObject({ severity: 3, status: 'investigating', acknowledgedAt: null })
    await cancel(id)
  })
})

describe('a key', () => {
  it('of a drill is not that of the real thing', async () => {
    const drill = await declare({ title: 'the database is gone', drill: true, key: 'K1' })
    expect(await declare({ title: 'the database is gone', drill: true, key: 'K1' })).toBe(drill)
    const real = await post('', { title: 'the database is gone', severity: 1, key: 'K1' })
    expect(real.body).toMatchObject({ drill: false, severity: 1 })
    expect(await decisionOn(write)).toBe('deny')
    expect(await declare({ title: 'the database is gone', key: 'K1' })).toBe(real.body['id'])
    for (const id of [drill, String(real.body['id'])]) await cancel(id)
  })
})

describe('the command line', () => {
  const claw = (...words: string[]) => {
    const env = { ...process.env, CLAW_URL: laptop.url, CLAW_TOKEN: tokens.operator }
    return run(process.execPath, ['cli/incident.ts', ...words], { env })
  }
  it('goes all the way to agents that may write again', async () => {
    const { stdout } = await claw('declare', 'sev1 mails go out twice since --force')
    expect(stdout).toMatch(/^INC-\d+ {2}SEV1 {2}investigating {2}mails go out twice since --force$/m)
    const id = /INC-\d+/.exec(stdout)?.[0] ?? ''
    expect(await decisionOn(write)).toBe('deny')
    expect((await claw('ack', id.toLowerCase())).stdout).toContain(id)
    expect((await claw('severity', id, 'sev2', 'because', 'only mails')).stdout).toContain('SEV2')
    expect(await decisionOn(write)).toBe('pending')
    await claw('status', id, 'identified', 'because a retry has no key')
    expect((await claw('status', id, 'mitigated', 'because', 'paused')).stdout).toContain('mitigated')
    expect(await decisionOn(write)).toBe('allow')
    expect((await recorded(id, 'StatusMoved')).map(({ data }) => data['reason'])).toEqual([
      'a retry has no key',
      'paused',
    ])
    await expect(claw('status', id, 'identified', 'because x')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot become identified'),
    })
  })
  it('sends nothing that it does not understand', async () => {
    const before = (await claw('list')).stdout
    await expect(claw('declare', 'sev5', 'x')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('“sev5” is no severity: there are sev1'),
    })
    expect((await claw('list')).stdout).toBe(before)
  })
})
