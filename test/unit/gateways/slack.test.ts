// What the product makes of a Slack that answers, refuses, asks to wait, breaks or hangs.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lookUpPerson } from '#gateways/people.ts'
import {
  findMessage,
  openView,
  postEphemeral,
  postMessage,
  publishHome,
  updateMessage,
  updateView,
  userInfo,
} from '#gateways/slack.ts'
import { respondTo } from '#gateways/slack-response.ts'
import { ok, pointAwsAt, type Script, startUpstream, type Upstream } from './upstream.ts'

let upstream: Upstream
let slack: Script
/** The secret is always there; Slack answers as the test says. */
const answers = (script: Script) => {
  slack = script
  upstream.answers((asked) =>
    asked.path.startsWith('/api/') || asked.path.startsWith('/response')
      ? slack(asked)
      : ok({ SecretString: JSON.stringify({ signingSecret: 's', botToken: 'xoxb-test' }) }),
  )
}
const calls = () => upstream.asked.filter(({ path }) => path.startsWith('/api/'))
const sent = (index = 0) => Object.fromEntries(new URLSearchParams(calls()[index]?.body))

beforeAll(async () => {
  upstream = await startUpstream()
  pointAwsAt(upstream.url)
  Object.assign(process.env, { SLACK_SECRET_ID: 'slack', SLACK_API_URL: `${upstream.url}/api/` })
})
beforeEach(() => answers(() => ok({ ok: true, ts: '1.2' })))
afterAll(() => upstream.stop())

const content = { text: 'hello', blocks: [{ type: 'divider' as const }] }
const card = { ...content, channel: 'C1', metadata: { eventType: 'claw_approval', key: 'act_1' } }

describe('posting', () => {
  it('sends the message with its mark, links nothing, and says where it is', async () => {
    expect(await postMessage(card)).toBe('1.2')
    expect(sent()).toMatchObject({
      channel: 'C1',
      text: 'hello',
      unfurl_links: 'false',
      unfurl_media: 'false',
      parse: 'none',
      metadata: JSON.stringify({ event_type: 'claw_approval', event_payload: { key: 'act_1' } }),
    })
    expect(calls()[0]?.headers['authorization']).toBe('Bearer xoxb-test')
  })
  it('leaves out what this Slack cannot fold, rather than showing nothing', async () => {
    answers(({ body }) =>
      ok(body.includes('container') ? { ok: false, error: 'invalid_blocks' } : { ok: true, ts: '1.3' }),
    )
    const folded = { type: 'container' as const, child_blocks: [] }
    expect(await postMessage({ ...card, blocks: [...card.blocks, folded] })).toBe('1.3')
    expect(sent(1)['blocks']).toBe(JSON.stringify(card.blocks))
  })
  it('is never repeated on its own: Slack may have posted what it did not confirm', async () => {
    answers(() => 'hang up')
    await expect(postMessage(card)).rejects.toMatchObject({ name: 'SlackUnavailable' })
    expect(calls()).toHaveLength(1)
  })
  it('can be found again by its mark, over pages, and not by another', async () => {
    const marked = (ts: string, key: string) => ({
      type: 'message',
      ts,
      text: 'x',
      metadata: { event_type: 'claw_approval', event_payload: { key } },
    })
    answers(({ body }) =>
      new URLSearchParams(body).get('cursor') === 'next'
        ? ok({ ok: true, messages: [marked('1.1', 'act_1')] })
        : ok({
            ok: true,
            messages: [marked('1.3', 'act_2'), { type: 'message', ts: '1.2', text: 'a person' }],
            response_metadata: { next_cursor: 'next' },
          }),
    )
    const where = { channel: 'C1', eventType: 'claw_approval', since: '2026-03-02T09:00:00.000Z' }
    expect(await findMessage({ ...where, key: 'act_1' })).toBe('1.1')
    expect(await findMessage({ ...where, key: 'act_3' })).toBeUndefined()
    expect(sent()).toMatchObject({ oldest: '1772442000.000000', include_all_metadata: 'true' })
  })
  it('is looked for a thousand messages back, and no further', async () => {
    answers(() => ok({ ok: true, messages: [], response_metadata: { next_cursor: 'more' } }))
    expect(await findMessage({ channel: 'C1', eventType: 'x', key: 'y' })).toBeUndefined()
    expect(calls()).toHaveLength(5)
  })
})

describe('what can be repeated', () => {
  it('is tried three times before it counts as unavailable', async () => {
    answers(() => ({ status: 503, body: 'sorry' }))
    await expect(updateMessage({ ...content, channel: 'C1', ts: '1.2' })).rejects.toMatchObject({
      name: 'SlackUnavailable',
      message: 'chat.update: 503',
    })
    expect(calls()).toHaveLength(3)
  })
  it('succeeds when Slack comes back meanwhile', async () => {
    let failures = 2
    answers(() => (failures-- > 0 ? 'hang up' : ok({ ok: true })))
    await updateMessage({ ...content, channel: 'C1', ts: '1.2' })
  })
  it('is tried once at a click, where nobody can wait', async () => {
    answers(() => 'hang up')
    await expect(updateMessage({ ...content, channel: 'C1', ts: '1.2' }, 'click')).rejects.toThrow(
      'chat.update',
    )
    expect(calls()).toHaveLength(1)
  })
})

describe('what Slack says', () => {
  const failing = async (script: Script) => {
    answers(script)
    return postMessage(card).then(
      () => undefined,
      (thrown: unknown) => thrown as Error,
    )
  }
  it('about waiting becomes a number of seconds, which a workflow can read', async () => {
    const error = await failing(() => ({ status: 429, body: '{}', headers: { 'retry-after': '17' } }))
    expect(error).toMatchObject({ name: 'SlackRateLimited', message: '17', retryAfterSeconds: 17 })
  })
  it('about what it will never do is told apart, with the place', async () => {
    const pointer = '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text]'
    const error = await failing(() =>
      ok({ ok: false, error: 'invalid_blocks', response_metadata: { messages: [pointer] } }),
    )
    expect(error).toMatchObject({ name: 'SlackRefused', code: 'invalid_blocks' })
    expect(error?.message).toContain('/blocks/0/text')
  })
  it.each([
    ['its own trouble', () => ok({ ok: false, error: 'internal_error' })],
    ['a page of HTML', () => ({ status: 200, body: '<html>' })],
    ['nothing', () => 'hang up' as const],
  ])('when it is %s counts as unavailable', async (_, script) => {
    expect(await failing(script)).toMatchObject({ name: 'SlackUnavailable' })
  })
  it('never carries the token into an error', async () => {
    for (const script of [() => 'hang up' as const, () => ok({ ok: false, error: 'invalid_auth' })]) {
      const error = await failing(script)
      expect(`${error?.stack} ${JSON.stringify(error)} ${JSON.stringify(error?.cause)}`).not.toContain(
        'xoxb-test',
      )
    }
  })
})

describe('a person', () => {
  const member = (more: object) => () =>
    ok({ ok: true, team_id: 'T1', user: { id: 'USUPPORT', team_id: 'T1', ...more } })
  it('has the roles of the directory while they are a full member', async () => {
    answers(member({}))
    expect(await lookUpPerson('USUPPORT')).toEqual({ id: 'USUPPORT', roles: ['support'] })
  })
  it.each(['deleted', 'is_bot', 'is_restricted', 'is_ultra_restricted', 'is_stranger'])(
    'who is %s has none',
    async (flag) => {
      answers(member({ [flag]: true }))
      expect(await lookUpPerson('USUPPORT')).toEqual({ id: 'USUPPORT', roles: [] })
    },
  )
  it.each([
    ['of another workspace', { team_id: 'T2' }],
    ['of no workspace that Slack would name', { team_id: undefined }],
    ['of another workspace of another organisation', { team_id: 'T2', enterprise_user: { teams: ['T3'] } }],
  ])('%s has none, whatever the flags say', async (_, more) => {
    answers(member(more))
    expect(await lookUpPerson('USUPPORT')).toEqual({ id: 'USUPPORT', roles: [] })
  })
  it('of this workspace in an organisation of several has them', async () => {
    answers(member({ team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] } }))
    expect(await lookUpPerson('USUPPORT')).toEqual({ id: 'USUPPORT', roles: ['support'] })
  })
  it('for whom Slack names another has none', async () => {
    answers(member({ id: 'UOTHER' }))
    expect(await lookUpPerson('USUPPORT')).toEqual({ id: 'USUPPORT', roles: [] })
  })
  it.each([
    ['is not known', () => ok({ ok: false, error: 'user_not_found' })],
    ['is described strangely', () => ok({ ok: true, user: { id: 'USUPPORT', deleted: 'no' } })],
    ['cannot be asked for', () => 'hang up' as const],
    ['cannot be asked for in time', () => 'hang' as const],
  ])('who %s is nobody', async (_, script) => {
    answers(script)
    expect(await lookUpPerson('USUPPORT')).toBeUndefined()
  })
})

describe('views and whispers', () => {
  it('go where they belong', async () => {
    const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 't' }, blocks: [] }
    await openView('trigger', modal)
    await updateView('V1', modal)
    await publishHome('U1', { type: 'home', blocks: [] })
    await postEphemeral({ ...content, channel: 'C1', user: 'U1' })
    expect(calls().map(({ path }) => path)).toEqual([
      '/api/views.open',
      '/api/views.update',
      '/api/views.publish',
      '/api/chat.postEphemeral',
    ])
    answers(() => ok({ ok: true, user: { id: 'U1' } }))
    expect((await userInfo('U1')).deleted).toBe(false)
  })
  it('over a click’s own URL are for the clicker alone and replace nothing', async () => {
    answers(() => ({ status: 200, body: 'ok' }))
    await respondTo(`${upstream.url}/response/1`, content)
    const said = upstream.asked.find(({ path }) => path === '/response/1')
    expect(JSON.parse(said?.body ?? '')).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
    })
  })
  it.each([
    [404, 'SlackRefused'],
    [503, 'SlackUnavailable'],
    [429, 'SlackUnavailable'],
  ])('answered with %s fail as %s', async (status, name) => {
    answers(() => ({ status, body: '' }))
    await expect(respondTo(`${upstream.url}/response/1`, content)).rejects.toMatchObject({ name })
  })
})
