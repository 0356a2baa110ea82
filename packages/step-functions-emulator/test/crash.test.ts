// Why: the laptop's promise is that nothing pending is lost by kill -9, and nothing that fell due is done twice.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { stateMachineArn } from '../index.ts'
import { ask, call, done, emulator, machine, noon } from './emulator.ts'

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'step-functions-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'local.sqlite')
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  onTestFinished(() => db.close())
  return db
}

it('calls a function again, with the same task token, whose answer was awaited when the process was killed', async () => {
  const file = databaseFile()
  const definition = machine({
    Hang: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: {
        FunctionName: 'hang',
        Payload: { 'name.$': '$$.Execution.Name', 'token.$': '$$.Task.Token' },
      },
      End: true,
    },
  })
  const victim = spawn(
    process.execPath,
    [join(import.meta.dirname, 'crash-victim.ts'), file, JSON.stringify(definition), String(noon)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const given: { name: string; token: string }[] = []
  for await (const line of createInterface(victim.stdout)) {
    given.push(JSON.parse(line))
    if (given.length === 2) victim.kill('SIGKILL')
  }

  const sfn = await emulator({ db: open(file), at: noon + 3_600_000 })
  sfn.engine.resume()
  await sfn.engine.idle()

  expect(sfn.calls.map(({ payload }) => payload)).toEqual(given)
  await sfn.succeed(given[0]!.token, 'survived')
  expect(sfn.engine.executions()).toMatchObject([
    { name: 'act_2', status: 'RUNNING' },
    { name: 'act_1', status: 'SUCCEEDED' },
  ])
})

it('goes on from a file: what fell due meanwhile fires once, what waits goes on waiting, tokens stay good', async () => {
  const file = databaseFile()
  const definition = machine({
    Pause: { Type: 'Wait', Seconds: 600, Next: 'Remind' },
    Remind: call('remind', { Next: 'Ask' }),
    Ask: ask({ TimeoutSeconds: 3600, Next: 'Done' }),
    Done: done,
  })
  const before = await emulator({ db: open(file) })
  const arn = await before.create(definition, 'gate')
  const early = await before.start(arn, {}, 'early')
  await before.advance(599)
  const late = await before.start(arn, {}, 'late')
  // Dropped without a word: no close, no last tick.

  const after = await emulator({ db: open(file), at: noon + 900_000 })
  expect(after.calls).toEqual([])
  after.engine.resume()
  after.engine.tick()
  await after.engine.idle()

  expect(after.calls.map(({ name }) => name)).toEqual(['remind', 'ask'])
  expect(after.engine.nextDueAt()).toBe(noon + 1_199_000)
  await after.succeed(after.lastToken(), {})
  expect((await after.describe(early)).status).toBe('SUCCEEDED')
  await after.advance(300)
  expect(after.calls).toHaveLength(4)
  await after.advance(3600)
  expect((await after.describe(late)).error).toBe('States.Timeout')
})

it('drops answers that arrive after it was closed, so that the next process asks again', async () => {
  const db = open(databaseFile())
  const answer = Promise.withResolvers<number>()
  const before = await emulator({ db, functions: { work: () => answer.promise } })
  const arn = before.engine.deploy(
    'gate',
    JSON.stringify(machine({ Work: call('work', { OutputPath: '$.Payload', End: true }) })),
  )
  const started = before.start(arn, {}, 'act_1')
  await expect.poll(() => before.calls.length).toBe(1)
  before.engine.close()
  answer.resolve(1)
  const execution = await started

  const after = await emulator({ db, functions: { work: () => 2 } })
  after.engine.resume()
  expect((await after.describe(execution)).output).toBe('2')
  expect(arn).toBe(stateMachineArn('gate'))
})
