// Tokens and settings as operators handle them: tokens belong to people and can be taken back one by one; guessing them leads nowhere; a slip in a file stops nothing.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { key, requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { switchOf } from '#test/support/switch.ts'

let laptop: Laptop
let turn: ReturnType<typeof switchOf>
beforeAll(async () => {
  laptop = await startLaptop()
  turn = switchOf(laptop)
})
afterAll(() => laptop.stop())

const token = (...words: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const env = { ...process.env }
    execFile(process.execPath, ['cli/token.ts', ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: (stdout + stderr).trim() }),
    )
  })
const agentWith = async (bearer: string) => (await laptop.send('GET', '/v1/agent', { token: bearer })).status

describe('npm run token', { timeout: 60_000 }, () => {
  it.each([
    [['agent', 'typo', '--owner', 'UPRODCUT'], 'did you mean UPRODUCT?'],
    [['operator', 'typo', '--person', 'UNOBODYHERE1'], 'has nobody with this id'],
    [['operator', 'nobodys'], 'Usage'],
    [['revoke', 'abc'], 'There is no token abc'],
  ])('%j is refused with what was meant', async (words, why) => {
    const { code, output } = await token(...words)
    expect([code, output]).toEqual([2, expect.stringContaining(why)])
  })
  it('lists them and takes back the one that is named, and no other', async () => {
    const [first, second] = [
      (await token('agent', 'third-agent', '--owner', 'USUPPORT')).output,
      (await token('agent', 'third-agent', '--owner', 'USUPPORT')).output,
    ]
    const list = (await token('list')).output.split('\n')
    expect(list.filter((line) => line.includes('demo-agent  UPRODUCT'))).toHaveLength(1)
    const ids = list.filter((line) => line.includes('third-agent  USUPPORT')).map((line) => line.slice(0, 12))
    expect(ids).toHaveLength(2)
    expect(list.join()).not.toContain(first)
    expect((await token('revoke', ids[0]!)).output).toContain('third-agent is revoked')
    expect([await agentWith(first), await agentWith(second)].sort()).toEqual([200, 401])
    expect((await token('revoke', ids[0]!)).output).toContain('already')
    expect((await token('list')).output).toMatch(/third-agent {2}USUPPORT.*REVOKED/)
    expect(await laptop.table.broken()).toEqual([])
  })
  it('two tokens of one person do not let all agents go; two people’s do, and so does a person beside a token of another', async () => {
    const mine = (await token('operator', 'ops-a', '--person', 'UPLATFORM')).output
    const alsoMine = (await token('operator', 'ops-b', '--person', 'UPLATFORM')).output
    const hers = (await token('operator', 'ops-c', '--person', 'USECURITY')).output
    const stop = { command: 'engage', scope: 'all', mode: 'paused', reason: 'A drill' }
    const release = async (bearer: string) =>
      (await turn.command({ command: 'release', scope: 'all' }, bearer)).body.done
    await turn.command(stop, mine)
    expect([await release(mine), await release(alsoMine)]).toEqual([false, false])
    await turn.claw('UPLATFORM', 'resume')
    expect(await turn.effective()).toBe('paused')
    expect(await release(hers)).toBe(true)
    expect(await turn.effective()).toBe('run')
  })
})

describe('wrong tokens', () => {
  it('are slowed down and leave one event, and the right one goes on working', async () => {
    await laptop.advance(61)
    const answers = []
    for (let index = 0; index < 40; index++)
      answers.push(await laptop.send('GET', '/v1/agent', { token: `guess-number-${index}` }))
    const statuses = answers.map(({ status }) => status)
    expect([statuses.slice(0, 20), statuses.slice(20)]).toEqual([Array(20).fill(401), Array(20).fill(429)])
    const waits = answers.slice(20).map(({ headers }) => Number(headers.get('retry-after')))
    expect(waits.at(-1)).toBeGreaterThan(waits[0]!)
    expect(await agentWith(tokens.agent)).toBe(200)
    const events = (await laptop.table.events()).filter(({ action }) => action === 'WrongTokensSeen')
    expect(events).toMatchObject([
      { result: 'refused', data: { source: expect.stringContaining('127.0.0.1') } },
    ])
    await laptop.advance(61)
    expect(await agentWith('guess-number-41')).toBe(401)
  })
})

describe('a settings file that is broken while it runs', () => {
  const path = (name: string) => join(process.env['CLAW_CONFIG_DIR'] ?? '', name)
  it.each(['people.yml', 'limits.yml', 'prices.yml', 'channels.yml', 'status.yml'])(
    '%s leaves the last good one in force, and operators are told',
    async (name) => {
      const before = readFileSync(path(name), 'utf8')
      await laptop.agent.ask({ ...requests.one, idempotencyKey: key() })
      await laptop.send('GET', '/status.json')
      writeFileSync(path(name), `${before}\nnot: [closed`)
      const asked = await laptop.agent.ask({ tool: 'crm.delete', params: { records: [key()] } })
      expect([asked.status, asked.body.decision]).toEqual([200, 'pending'])
      const spent = { id: key(), costUsd: 0, inputTokens: 1 }
      expect((await laptop.send('POST', '/v1/usage', { token: tokens.agent, body: spent })).status).toBe(200)
      expect((await laptop.send('GET', '/status.json')).status).toBe(200)
      const status = JSON.stringify((await laptop.people.command('UPLATFORM', 'status')).response)
      expect(status).toContain(`config/${name}`)
      expect(status).toContain('stay in force')
      writeFileSync(path(name), `${before}\n`)
      expect(JSON.stringify((await laptop.people.command('UPLATFORM', 'status')).response)).not.toContain(
        'config/',
      )
    },
  )
})
