// Days on which Slack refuses our posts: what people must hear goes on to them by another way, it is on record, and it comes home again.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

// The alarm is a line of the log, which tests keep quiet otherwise.
vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'INFO'
})
const logged: string[] = []
beforeAll(() => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0)
})
afterAll(() => {
  vi.restoreAllMocks()
})

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
const channel = (id: string, state: object) => laptop.send('POST', `/_local/channels/${id}`, { body: state })
const bot = (state: object) => laptop.send('POST', '/_local/bot', { body: state })
afterEach(async () => {
  for (const id of ['CAPPROVALS', 'CINCIDENTS', 'COPS']) await channel(id, { archived: false, member: true })
  await bot({ token: 'ok', missingScopes: [] })
})
afterAll(() => laptop.stop())

const { shell } = requests
const about = async (id: string, where: string) =>
  (await laptop.people.messages(where)).filter(({ metadata }) => metadata?.event_payload.key === id)
const cardIn = (where: string, id: string) =>
  until(`the card of ${id} in ${where}`, async () => (await about(id, where))[0])
const refusals = async (stream: string) =>
  (await laptop.table.events()).filter((event) => event.stream === stream).map(({ action }) => action)
const hasButtons = (card: { blocks?: unknown[] }): boolean =>
  JSON.stringify(card.blocks ?? []).includes('approval.grant')
const status = async () =>
  (
    await laptop.send<{ slack: { refused: { channel: string; code: string }[] } }>(
      'GET',
      '/v1/switch/status',
      {
        token: 'local-operator-token',
      },
    )
  ).body.slack
const click = (user: string, where: string, ts: string, action_id: string) =>
  laptop.send('POST', '/_local/actions', { body: { user, channel: where, ts, action_id } })

describe('an approval whose channel', () => {
  it.each([
    ['is archived', { archived: true }, 'is_archived'],
    ['has lost the bot', { member: false }, 'not_in_channel'],
  ])('%s is asked in the fallback channel, decided there, and lives on at home', async (_, state, code) => {
    await channel('CAPPROVALS', state)
    const { id } = (await laptop.agent.ask(shell)).body
    const card = await cardIn('COPS', id)
    expect(hasButtons(card)).toBe(true)
    expect(await refusals('slack-channel/CAPPROVALS')).toContain('PostRefused')
    expect((await status()).refused).toContainEqual(expect.objectContaining({ channel: 'CAPPROVALS', code }))
    const said = await laptop.people.command('UPLATFORM', '/claw status')
    expect(JSON.stringify(said.response)).toContain('#claw-approvals')

    await click('UPLATFORM', 'COPS', card.ts, 'approval.grant')
    expect((await laptop.agent.look(id)).body.status).toBe('approved')
    await channel('CAPPROVALS', { archived: false, member: true })
    await laptop.advance(400)
    await laptop.agent.start(id, shell.params)
    await laptop.agent.report(id, { status: 'succeeded' })
    await laptop.advance(30)
    const home = await cardIn('CAPPROVALS', id)
    expect(JSON.stringify(home.blocks)).toContain('It succeeded')
    const [left] = (await laptop.people.messages('COPS')).filter(({ ts }) => ts === card.ts)
    expect(hasButtons(left!)).toBe(false)
    expect(await refusals('slack-channel/CAPPROVALS')).toContain('PostsResumed')
    expect((await status()).refused).not.toContainEqual(expect.objectContaining({ channel: 'CAPPROVALS' }))
  })
})

it('a card whose channel is archived while it stands there goes on in the fallback channel', async () => {
  const { id } = (await laptop.agent.ask(shell)).body
  await cardIn('CAPPROVALS', id)
  await channel('CAPPROVALS', { archived: true })
  await laptop.advance(1_300)
  const card = await cardIn('COPS', id)
  expect(hasButtons(card)).toBe(true)
  expect(await about(id, 'COPS')).toHaveLength(1)
})

it('when no channel takes it, those who may decide get it directly, and can decide there', async () => {
  await channel('CAPPROVALS', { archived: true })
  await channel('COPS', { archived: true })
  const { id } = (await laptop.agent.ask(shell)).body
  const card = await cardIn('DUPLATFORM2', id)
  expect(hasButtons(card)).toBe(true)
  await click('UPLATFORM2', 'DUPLATFORM2', card.ts, 'approval.grant')
  expect((await laptop.agent.look(id)).body.status).toBe('approved')
  await laptop.advance(30)
  for (const person of ['DUPLATFORM', 'DUPLATFORM2']) {
    const [shown, ...more] = await about(id, person)
    expect(more).toEqual([])
    expect(hasButtons(shown!)).toBe(false)
  }
})

it('an incident reaches those on call when no channel takes it', async () => {
  await channel('CINCIDENTS', { archived: true })
  await channel('COPS', { member: false })
  const { body } = await laptop.send('POST', '/v1/incidents', {
    token: 'local-operator-token',
    body: { title: 'Checkout is slow', severity: 3 },
  })
  await cardIn('DUONCALL', body.id)
})

it('a revoked token is on record and an alarm; the card comes when there is a good one', async () => {
  await bot({ token: 'token_revoked' })
  const { id } = (await laptop.agent.ask(shell)).body
  const refusedNow = async (code: string) =>
    (await status()).refused.some((each) => each.channel === 'CAPPROVALS' && each.code === code)
  await until('the refusal', () => refusedNow('token_revoked'))
  await until('the alarm', async () =>
    logged.some((line) => line.includes('slack.nobody-told') && line.includes(id)),
  )
  await bot({ token: 'ok' })
  await laptop.advance(90)
  await cardIn('CAPPROVALS', id)
  expect(await about(id, 'CAPPROVALS')).toHaveLength(1)
  expect(await refusedNow('token_revoked')).toBe(false)
})
