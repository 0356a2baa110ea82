// The process dies at any of its calls to the outside, before or after their effect; started again, everything goes on, and nothing happens twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { type LaptopProcess, startProcess } from '#test/support/child.ts'
import { requests } from '#test/support/driver.ts'
import { lookInto } from '#test/support/table.ts'
import { enough } from '#test/support/thorough.ts'
import { until } from '#test/support/until.ts'

/** About as many calls as the walk makes; a few more where somebody has to look more often because the machine is slow. */
const CALLS = 240
const every = (stride: number): string[] =>
  Array.from({ length: CALLS / stride }, (_, n) => [
    `${n * stride + 1}:before`,
    `${n * stride + 1}:after`,
  ]).flat()
/** Each call of the walk (that takes a quarter of an hour), every eighth, or a few that differ in what they interrupt. */
const points =
  process.env['CLAW_CRASH_ALL'] === '1' ? every(1) : enough(['2:after', '14:before', '34:after'], every(8))

/** A laptop of the test's own, which can be started again on what the last one left. */
const freshData = (onTestFinished: TestContext['onTestFinished']) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'claw-crash-'))
  let running: LaptopProcess | undefined
  onTestFinished(async () => {
    await running?.kill()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return async (environment?: Record<string, string>): Promise<LaptopProcess> => {
    await running?.kill()
    running = await startProcess(dataDir, environment)
    return running
  }
}

/** What agent and approver remember while the laptop is down. */
interface Memory {
  allowed?: boolean
}
const { tool, params } = requests.shell

const secondsLeft = (expiresAt = '', now: string) => (Date.parse(expiresAt) - Date.parse(now)) / 1_000

/** From the request to its end; each step is what one does who does not know whether it was done before. */
const walk = async (laptop: LaptopProcess, memory: Memory): Promise<string> => {
  const { agent, people } = laptop
  const { id } = (await agent.ask({ idempotencyKey: 'walk', tool, params })).body
  const status = async () => (await agent.look(id)).body.status
  const noted = async (sign: string) => (await people.thread(id)).some(({ text }) => text.startsWith(sign))
  await people.cardOf(id)

  if ((await status()) === 'pending' && !(await noted('⏰'))) {
    const left = secondsLeft((await agent.look(id)).body.expiresAt, await laptop.now())
    if (left > 2_400) await laptop.advance(left - 2_399)
    await until('the reminder', () => noted('⏰'))
  }
  if ((await status()) === 'pending') await people.approve('UPLATFORM', id)
  await until('the approval', async () => (await status()) !== 'pending')

  if (memory.allowed === undefined) {
    const { status: code, body } = await agent.start(id, params)
    if (code === 200 || code === 409) memory.allowed = body.decision === 'allow'
  }
  const outcome = memory.allowed ? 'succeeded' : 'unknown'
  if (['started', outcome].includes(await status())) await agent.report(id, { status: outcome })
  if (!memory.allowed) {
    await people.cardOf(id, 'recovery')
    if ((await status()) === 'unknown')
      await people.click('UPLATFORM2', id, 'recovery.did-not-happen', { card: 'recovery' })
  }
  await until('the workflows to end', async () => {
    const mine = (await laptop.executions()).filter(({ name }) => name === id)
    return mine.length > 0 && mine.every((execution) => execution.status === 'SUCCEEDED')
  })
  return id
}

const checked = async (laptop: LaptopProcess, id: string, { allowed }: Memory) => {
  const table = lookInto(`${laptop.url}/_aws/dynamodb`)
  expect(await table.broken()).toEqual([])
  expect(await table.story(id)).toEqual([
    'ApprovalRequested',
    'ApproversReminded',
    'ApprovalGranted',
    'ActionApproved',
    'ActionStarted',
    'OutcomeReported',
    ...(allowed ? [] : ['RecoveryResolved']),
  ])
  table.close()
  expect(await laptop.people.cardsOf(id)).toHaveLength(1)
  expect(await laptop.people.cardsOf(id, 'recovery')).toHaveLength(allowed ? 0 : 1)
  const notes = (await laptop.people.thread(id)).map(({ text }) => text.split(' ')[0])
  expect(notes).toEqual(['⏰', '✅', '▶️', '📋', ...(allowed ? [] : ['📋'])])
  const { status } = (await laptop.agent.look(id)).body
  expect(status).toBe(allowed ? 'succeeded' : 'failed')
}

describe('kill -9', () => {
  let calls = 0
  it('has a walk to interrupt, which makes a known number of calls', async ({ onTestFinished }) => {
    const laptop = await freshData(onTestFinished)()
    const memory: Memory = {}
    const id = await walk(laptop, memory)
    calls = await laptop.calls()
    await checked(laptop, id, memory)
    expect(calls).toBeGreaterThan(CALLS - 20)
    expect(calls).toBeLessThan(CALLS + 140)
  })
  it.concurrent.for(points)(
    'at call %s of a walk from request to outcome',
    async (CLAW_CRASH_AT, context) => {
      const call = Number.parseInt(CLAW_CRASH_AT, 10)
      if (call > calls) return
      const start = freshData(context.onTestFinished)
      const memory: Memory = {}
      const before = await start({ CLAW_CRASH_AT })
      await walk(before, memory).catch((error: unknown) => until(`the crash, not ${error}`, before.hasEnded))
      // How often somebody looks is a matter of time, so the last calls of a walk are not always reached.
      if (call < calls - 5) expect(before.hasEnded()).toBe(true)
      const after = await start()
      await checked(after, await walk(after, memory), memory)
    },
  )
})
