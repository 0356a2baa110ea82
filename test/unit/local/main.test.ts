// Why: `npm start` is the first thing that anyone sees, and kill -9 is what a laptop does to it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '#test/support/until.ts'

const agent = { authorization: 'Bearer local-agent-token', 'content-type': 'application/json' }
const risky = { idempotencyKey: 'k1', tool: 'crm.delete', params: { records: ['7', '8'] } }

let dataDir: string
let children: ChildProcess[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'claw-main-'))
})
afterEach(async () => {
  for (const child of children) await kill(child)
  children = []
  rmSync(dataDir, { recursive: true, force: true })
})

async function run(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['local/main.ts'], {
    env: { ...process.env, PORT: '0', CLAW_DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  const closed = once(child, 'close').then(([code, signal]) => ({ code, signal, output }))
  const ready = new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      output += text
      const url = /^claw-control ready on (http:\S+)$/m.exec(output)?.[1]
      if (url) resolve(url)
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    void closed.then((ended) => reject(new Error(`ended: ${ended.output}`)))
  })
  ready.catch(() => undefined)
  return { child, ready, closed }
}

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

const get = async (url: string): Promise<unknown> => (await fetch(url, { headers: agent })).json()
const executions = async (url: string) => (await get(`${url}/_local/executions`)) as { status: string }[]
const cards = async (url: string) => {
  const { messages } = (await get(`${url}/_local/channels/CAPPROVALS/messages`)) as {
    messages: { text: string; thread_ts?: string }[]
  }
  return messages.filter(({ thread_ts }) => thread_ts === undefined)
}
/** Virtual time is real time and an offset, so more of the latter is a longer night. */
const sleepFor = (seconds: number) => {
  const db = new DatabaseSync(join(dataDir, 'local.sqlite'))
  db.prepare(
    'INSERT INTO clock VALUES (1, ?) ON CONFLICT DO UPDATE SET offset_ms = offset_ms + excluded.offset_ms',
  ).run(seconds * 1000)
  db.close()
}

describe('npm start', () => {
  it('goes on after kill -9 with everything that was pending, and stops when it is told', async () => {
    const first = await run()
    const url = await first.ready
    const asked = await fetch(`${url}/v1/actions`, {
      method: 'POST',
      headers: agent,
      body: JSON.stringify(risky),
    })
    const { id, decision } = (await asked.json()) as { id: string; decision: string }
    expect(decision).toBe('pending')
    await kill(first.child)

    const second = await run()
    const again = await second.ready
    expect(await get(`${again}/v1/actions/${id}`)).toMatchObject({ id, status: 'pending' })
    expect(await until('the execution', async () => (await executions(again))[0])).toMatchObject({
      name: id,
      status: 'RUNNING',
    })

    second.child.kill('SIGTERM')
    expect(await second.closed).toMatchObject({ code: 0 })
  })

  it('fires once, after a restart, what fell due while it was off', async () => {
    const first = await run()
    const url = await first.ready
    await fetch(`${url}/v1/actions`, { method: 'POST', headers: agent, body: JSON.stringify(risky) })
    // Moving the clock resolves when everything is at rest.
    await fetch(`${url}/_local/clock`, { method: 'POST', body: JSON.stringify({ advanceSeconds: 1 }) })
    expect(await cards(url)).toHaveLength(1)
    await kill(first.child)
    sleepFor(24 * 3600)

    const again = await (await run()).ready
    await until('its end', async () => (await executions(again))[0]?.status === 'SUCCEEDED')
    expect(await executions(again)).toHaveLength(1)
    expect(await cards(again)).toMatchObject([{ text: expect.stringContaining('Expired') }])
  })

  it('says in one sentence that another one runs on the same data', async () => {
    await (await run()).ready
    const { code, output } = await (await run()).closed
    expect(code).toBe(1)
    expect(output).toBe(
      `Another claw-control is running on ${dataDir}: stop it, or set CLAW_DATA_DIR to another directory.\n`,
    )
  })

  it('says in one sentence that its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const PORT = String(typeof address === 'object' ? address?.port : '')
    const { code, output } = await (await run({ PORT })).closed
    taken.close()
    expect(code).toBe(1)
    expect(output).toBe(`Port ${PORT} is in use: stop what listens there, or set PORT to another one.\n`)
  })

  it.each(['http', '70000', '-1'])('refuses PORT=%s', async (PORT) => {
    const { code, output } = await (await run({ PORT })).closed
    expect([code, output]).toEqual([1, `PORT is not a port: "${PORT}".\n`])
  })
})
