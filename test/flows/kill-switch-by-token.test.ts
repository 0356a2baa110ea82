// The kill switch without Slack: what operators and agents do with a token, over HTTP and from the command line.
import { execFile } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { switchOf } from '#test/support/switch.ts'

let laptop: Laptop
let turn: ReturnType<typeof switchOf>
beforeAll(async () => {
  laptop = await startLaptop()
  turn = switchOf(laptop)
})
afterAll(() => laptop.stop())
afterEach(() => turn.releaseAll())

const decisionOf = async () => (await laptop.agent.ask(requests.harmless)).body.decision

describe('an operator without Slack', () => {
  it('stops and releases with a token; releasing all still takes a second hand', async () => {
    const stop = { command: 'engage', scope: 'all', mode: 'paused', reason: 'Slack is down' }
    expect((await turn.command(stop)).body).toMatchObject({ done: true })
    expect(await decisionOf()).toBe('deny')
    expect((await turn.command({ command: 'release', scope: 'all' })).body.done).toBe(false)
    expect(await turn.claw('UPLATFORM', 'resume')).toContain('may go on')
    expect(await turn.effective()).toBe('run')
  })
  it('is the only one: an agent cannot turn the switch', async () => {
    const stop = { command: 'engage', scope: 'all', mode: 'paused', reason: 'x' }
    expect((await turn.command(stop, tokens.agent)).status).toBe(403)
    expect((await turn.command({ ...stop, reason: '' })).status).toBe(400)
  })
})

describe('npm run claw', () => {
  const claw = (...words: string[]) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const env = { ...process.env, CLAW_URL: laptop.url, CLAW_TOKEN: tokens.operator }
      execFile(process.execPath, ['cli/claw.ts', ...words], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      )
    })
  it('pauses, says how it stands, and resumes', async () => {
    await turn.look(tokens.second)
    expect(await claw('pause', 'agent:demo-agent', 'for', '1h', 'because', 'Slack is down')).toMatchObject({
      code: 0,
    })
    expect((await turn.look(tokens.agent)).body.engaged).toMatchObject([
      { scope: 'agent:demo-agent', reason: 'Slack is down', by: 'local-operator', until: expect.any(String) },
    ])
    expect((await claw('status')).output).toMatch(
      /agent:demo-agent {2}paused {2}by local-operator[\s\S]*WAITING {2}demo-agent/,
    )
    expect(await claw('resume', 'agent:demo-agent')).toMatchObject({ code: 0 })
    expect((await claw('status')).output).toContain('Nothing is stopped')
  })
  it('says when the switch did not do it, and what was not understood', async () => {
    expect(await claw('resume', 'all')).toMatchObject({
      code: 1,
      output: expect.stringContaining('Nothing is stopped'),
    })
    expect(await claw('pause', 'team:x')).toMatchObject({
      code: 2,
      output: expect.stringContaining('names nothing'),
    })
    expect(await claw('dance')).toMatchObject({ code: 2, output: expect.stringContaining('Usage') })
  })
})

describe('GET /v1/switch', () => {
  it('holds the answer until the switch is turned', async () => {
    const { revision } = (await turn.look(tokens.agent)).body
    const waiting = turn.look(tokens.agent, `?since=${revision}&wait=20`)
    await turn.claw('UPLATFORM', 'pause agent:demo-agent')
    expect((await waiting).body).toMatchObject({ revision: revision + 1, effective: 'paused' })
  })
  it('refuses a word about a revision that there is not', async () => {
    expect((await turn.confirm(tokens.agent, { revision: 9_999_999 })).status).toBe(400)
  })
})

describe('the token of an agent that does not stop', () => {
  it('is revoked by security with one click: refused from then on, and by nobody without that role', async () => {
    await turn.look(tokens.second)
    const { ts } = await turn.stop('UPLATFORM', 'pause agent:second-agent')
    await laptop.advance(62)
    const press = (user: string) =>
      laptop.send('POST', '/_local/actions', {
        body: { user, channel: 'COPS', ts, action_id: 'switch.revoke-token' },
      })
    await press('USUPPORT')
    expect((await turn.look(tokens.second)).status).toBe(200)
    await press('USECURITY')
    expect((await turn.look(tokens.second)).status).toBe(401)
    const story = (await laptop.table.events()).filter(({ stream }) => stream === 'revocation/second-agent')
    expect(story.map(({ action, actor }) => [action, actor.id])).toEqual([
      ['RevocationRefused', 'USUPPORT'],
      ['TokensRevoked', 'USECURITY'],
    ])
  })
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
