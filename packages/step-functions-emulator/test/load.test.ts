// Why: ten thousand pending approvals are a bad day, and the laptop should still show what happens on it.
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { createStepFunctions } from '../index.ts'
import { ask, call, done, emulator, machine } from './emulator.ts'

it('carries hundreds of executions through start, callback and announcement, each once', async () => {
  const sfn = await emulator()
  const arn = await sfn.create(
    machine({
      Ask: ask({ TimeoutSeconds: 3600, Next: 'Announce' }),
      Announce: call('announce', { Next: 'Done' }),
      Done: done,
    }),
  )
  await Promise.all(Array.from({ length: 300 }, (_, index) => sfn.start(arn, { index }, `act_${index}`)))
  await Promise.all(sfn.calls.map(({ payload }) => sfn.succeed(String(payload['token']), {})))
  await sfn.engine.idle()

  expect(sfn.engine.executions().filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(300)
  expect(sfn.calls).toHaveLength(600)
})

it('calls a bounded number of functions at once, and all of them in the end', async () => {
  let running = 0
  let most = 0
  const sfn = await emulator({
    functions: {
      work: async () => {
        most = Math.max(most, ++running)
        await new Promise(setImmediate)
        running--
      },
    },
  })
  const Pause = { Type: 'Wait', Seconds: 60, Next: 'Work' }
  const arn = await sfn.create(machine({ Pause, Work: call('work') }))
  await Promise.all(Array.from({ length: 200 }, () => sfn.start(arn)))
  await sfn.advance(60)
  expect(sfn.calls).toHaveLength(200)
  expect(most).toBe(32)
})

it('wakes by itself in real time', async () => {
  const engine = createStepFunctions({
    db: new DatabaseSync(':memory:'),
    clock: { now: () => Date.now() },
    invoke: () => Promise.resolve(null),
  })
  const ended = Promise.withResolvers<void>()
  engine.onTransition(({ status }) => status === 'SUCCEEDED' && ended.resolve())
  const stateMachineArn = engine.deploy(
    'nap',
    JSON.stringify(machine({ Nap: { Type: 'Wait', TimestampPath: '$.until', End: true } })),
  )
  const input = JSON.stringify({ until: new Date(Date.now() + 50).toISOString() })
  const headers = { 'x-amz-target': 'AWSStepFunctions.StartExecution' }
  const body = JSON.stringify({ stateMachineArn, input })
  await engine.handle(new Request('http://localhost/', { method: 'POST', headers, body }))

  await ended.promise
  engine.close()
})
