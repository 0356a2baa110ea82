// Why: a token that could be used twice would let one approval be answered twice.
import { SendTaskFailureCommand, SendTaskHeartbeatCommand, StopExecutionCommand } from '@aws-sdk/client-sfn'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, done, emulator, failure, machine } from './emulator.ts'

const wait = (Seconds: number) => ({ Type: 'Wait', Seconds, End: true })
const asking = machine({ Ask: ask() })

describe('a task token', () => {
  it('completes its task with an output, once', async () => {
    const sfn = await emulator()
    const { executionArn, status } = await sfn.play(asking)
    expect(status).toBe('RUNNING')

    await sfn.succeed(sfn.lastToken(), { verdict: 'approved' })

    expect((await sfn.describe(executionArn!)).output).toBe('{"verdict":"approved"}')
    await expect(sfn.succeed(sfn.lastToken(), { verdict: 'denied' })).rejects.toMatchObject({
      name: 'TaskTimedOut',
    })
    await expect(
      sfn.client.send(new SendTaskHeartbeatCommand({ taskToken: sfn.lastToken() })),
    ).rejects.toMatchObject({ name: 'TaskTimedOut' })
    expect((await sfn.describe(executionArn!)).output).toBe('{"verdict":"approved"}')
  })

  it('leaves no timer of its task behind', async () => {
    const sfn = await emulator()
    const limits = { TimeoutSeconds: 60, HeartbeatSeconds: 30 }
    const { executionArn } = await sfn.play(
      machine({ Ask: ask({ ...limits, Next: 'Pause' }), Pause: wait(1000) }),
    )
    await sfn.succeed(sfn.lastToken(), {})
    await sfn.advance(999)
    expect((await sfn.describe(executionArn!)).status).toBe('RUNNING')
    await sfn.advance(1)
    expect((await sfn.describe(executionArn!)).status).toBe('SUCCEEDED')
  })

  it('has one winner among fifty that use it at once', async () => {
    const sfn = await emulator()
    const { executionArn } = await sfn.play(asking)
    const token = sfn.lastToken()
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => sfn.succeed(token, index)),
    )
    const winners = answers.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []))
    expect(winners).toHaveLength(1)
    expect((await sfn.describe(executionArn!)).output).toBe(String(winners[0]))
  })

  it('fails its task with an error that Catch sees', async () => {
    const sfn = await emulator()
    const Catch = [{ ErrorEquals: ['Denied'], ResultPath: '$.why', Next: 'Done' }]
    const { executionArn } = await sfn.play(machine({ Ask: ask({ Catch, End: true }), Done: done }))
    await sfn.client.send(
      new SendTaskFailureCommand({ taskToken: sfn.lastToken(), error: 'Denied', cause: 'too risky' }),
    )
    expect(JSON.parse((await sfn.describe(executionArn!)).output!)).toEqual({
      why: { Error: 'Denied', Cause: 'too risky' },
    })
  })

  it('may be used while the function that was given it still runs', async () => {
    const answer = Promise.withResolvers<void>()
    const seen = Promise.withResolvers<string>()
    const sfn = await emulator({
      functions: {
        ask: ({ token }) => {
          seen.resolve(String(token))
          return answer.promise
        },
      },
    })
    const started = sfn.start(await sfn.create(machine({ Ask: ask({ Next: 'Pause' }), Pause: wait(60) })))
    await sfn.succeed(await seen.promise, 'quick')
    answer.reject(failure('TooLateToMatter'))
    await started
    await sfn.advance(60)
    expect(await sfn.describe(await started)).toMatchObject({ status: 'SUCCEEDED', output: '"quick"' })
  })

  it('is worth nothing once the execution is stopped', async () => {
    const sfn = await emulator()
    const { executionArn } = await sfn.play(machine({ Ask: ask({ TimeoutSeconds: 60, End: true }) }))
    await sfn.client.send(
      new StopExecutionCommand({ executionArn, error: 'Paused', cause: 'by an operator' }),
    )

    await expect(sfn.succeed(sfn.lastToken(), 1)).rejects.toMatchObject({ name: 'TaskTimedOut' })
    expect(await sfn.describe(executionArn!)).toMatchObject({
      status: 'ABORTED',
      error: 'Paused',
      cause: 'by an operator',
    })
    expect(sfn.engine.nextDueAt()).toBeUndefined()
  })

  it('is refused when it was never issued, and with an output that is no JSON or too large', async () => {
    const sfn = await emulator()
    await sfn.play(asking)
    const { SendTaskSuccessCommand } = await import('@aws-sdk/client-sfn')
    const send = (taskToken: string, output: string) =>
      sfn.client.send(new SendTaskSuccessCommand({ taskToken, output }))

    await expect(send('made-up', '{}')).rejects.toMatchObject({ name: 'InvalidToken' })
    await expect(send(sfn.lastToken(), 'approved')).rejects.toMatchObject({ name: 'InvalidOutput' })
    await expect(send(sfn.lastToken(), `"${'x'.repeat(262_145)}"`)).rejects.toMatchObject({
      name: 'InvalidOutput',
    })
    await send(sfn.lastToken(), '{}')
  })

  it('completes at most one attempt, whatever the order of answers, heartbeats and time', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('succeed', 'fail', 'beat'), token: fc.nat(5) }),
      fc.record({ kind: fc.constant('advance'), token: fc.integer({ min: 1, max: 40 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const sfn = await emulator()
        const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 1, MaxAttempts: 3 }]
        const limits = { HeartbeatSeconds: 20, TimeoutSeconds: 60 }
        const { executionArn } = await sfn.play(machine({ Ask: ask({ ...limits, Retry, End: true }) }))
        const accepted = new Map<string, string[]>()

        for (const { kind, token } of steps) {
          const taskToken = String(sfn.calls[token]?.payload['token'] ?? 'none yet')
          if (kind === 'advance') await sfn.advance(token)
          else {
            const command =
              kind === 'succeed'
                ? sfn.succeed(taskToken, taskToken)
                : kind === 'fail'
                  ? sfn.client.send(new SendTaskFailureCommand({ taskToken, error: 'No' }))
                  : sfn.client.send(new SendTaskHeartbeatCommand({ taskToken }))
            const isAccepted = await command.then(
              () => true,
              () => false,
            )
            if (isAccepted && kind !== 'beat')
              accepted.set(taskToken, [...(accepted.get(taskToken) ?? []), kind])
          }
        }

        const { status, output } = await sfn.describe(executionArn!)
        const successes = [...accepted].filter(([, kinds]) => kinds.includes('succeed'))
        expect([...accepted.values()].every((kinds) => kinds.length === 1)).toBe(true)
        expect(successes).toHaveLength(status === 'SUCCEEDED' ? 1 : 0)
        if (status === 'SUCCEEDED') expect(JSON.parse(output!)).toBe(successes[0]?.[0])
        expect(sfn.calls.length).toBeLessThanOrEqual(4)
      }),
      { numRuns: 60 },
    )
  })
})
