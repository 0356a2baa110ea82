// Why: what is retried, for how long, and what is caught decides whether an approval survives a bad day.
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import { ask, call, done, emulator, failure, machine, noon } from './emulator.ts'

const fails = (name: string) => () => {
  throw failure(name)
}

/** Fails with these errors, one a call, and then succeeds. */
function flaky(...names: string[]) {
  return () => {
    const name = names.shift()
    if (name !== undefined) throw failure(name)
    return 'at last'
  }
}

const secondsOf = (calls: { at: number }[]) => calls.map(({ at }) => (at - noon) / 1000)

describe('Retry', () => {
  it('backs off by its rate up to its longest delay, on the clock', async () => {
    const sfn = await emulator({ functions: { work: flaky('Busy', 'Busy', 'Busy', 'Busy') } })
    const Retry = [
      { ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 3, MaxDelaySeconds: 60, MaxAttempts: 4 },
    ]
    const { executionArn } = await sfn.play(machine({ Work: call('work', { Retry, End: true }) }))

    await sfn.advance(1000)

    expect(secondsOf(sfn.calls)).toEqual([0, 10, 40, 100, 160])
    expect(JSON.parse((await sfn.describe(executionArn!)).output!)).toMatchObject({ Payload: 'at last' })
  })

  it('makes three attempts more, after 1, 2 and 4 seconds, when nothing is said', async () => {
    const sfn = await emulator({ functions: { work: fails('Busy') } })
    const { executionArn } = await sfn.play(
      machine({ Work: call('work', { Retry: [{ ErrorEquals: ['States.ALL'] }], End: true }) }),
    )
    await sfn.advance(1000)
    expect(secondsOf(sfn.calls)).toEqual([0, 1, 3, 7])
    expect(await sfn.describe(executionArn!)).toMatchObject({ status: 'FAILED', error: 'Busy' })
  })

  it('spreads its delays when it is told to', async () => {
    const sfn = await emulator({ functions: { work: fails('Busy') }, random: () => 0.5 })
    const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 100, MaxAttempts: 2, JitterStrategy: 'FULL' }]
    await sfn.play(machine({ Work: call('work', { Retry, End: true }) }))
    await sfn.advance(1000)
    expect(secondsOf(sfn.calls)).toEqual([0, 50, 150])
  })

  it('counts each retrier for itself, asks only the first that matches, and starts anew in the next visit', async () => {
    const sfn = await emulator({ functions: { work: flaky('A', 'B', 'A', 'A', 'A') } })
    const { executionArn } = await sfn.play(
      machine({
        Work: call('work', {
          Retry: [
            { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 },
            { ErrorEquals: ['States.ALL'], IntervalSeconds: 100, MaxAttempts: 9, BackoffRate: 1 },
          ],
          Catch: [{ ErrorEquals: ['A'], Next: 'Again' }],
          End: true,
        }),
        Again: { Type: 'Wait', Seconds: 1000, Next: 'Work' },
      }),
    )
    await sfn.advance(5000)
    expect(secondsOf(sfn.calls)).toEqual([0, 1, 101, 102, 1102, 1103])
    expect((await sfn.describe(executionArn!)).status).toBe('SUCCEEDED')
  })

  it('gives each attempt its own token and counts retries in the context', async () => {
    const sfn = await emulator()
    const Parameters = {
      FunctionName: 'ask',
      Payload: { 'token.$': '$$.Task.Token', 'retries.$': '$$.State.RetryCount' },
    }
    const Retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 5 }]
    const { executionArn } = await sfn.play(
      machine({ Ask: ask({ Parameters, TimeoutSeconds: 60, Retry, End: true }) }),
    )
    await sfn.advance(65)
    const [first, second] = sfn.calls.map(({ payload }) => payload)

    expect([first?.['retries'], second?.['retries']]).toEqual([0, 1])
    await expect(sfn.succeed(String(first?.['token']), 1)).rejects.toMatchObject({ name: 'TaskTimedOut' })
    await sfn.succeed(String(second?.['token']), 2)
    expect((await sfn.describe(executionArn!)).output).toBe('2')
  })
})

describe('Catch', () => {
  it('hands on the error as Lambda reports it, beside the input', async () => {
    const sfn = await emulator({ functions: { work: fails('NotNow') } })
    const { output } = await sfn.play(
      machine({
        Work: call('work', {
          Catch: [{ ErrorEquals: ['NotNow'], ResultPath: '$.why', Next: 'Done' }],
          End: true,
        }),
        Done: done,
      }),
      { id: 1 },
    )
    const { id, why } = JSON.parse(output!)
    expect([id, why.Error]).toEqual([1, 'NotNow'])
    expect(JSON.parse(why.Cause)).toEqual({
      errorType: 'NotNow',
      errorMessage: 'it did not work',
      trace: expect.arrayContaining([expect.stringContaining('NotNow')]),
    })
  })

  it.each([
    ['its own name', ['Odd'], 'Odd', true],
    ['another name', ['Other'], 'Odd', false],
    ['States.ALL', ['States.ALL'], 'Odd', true],
    ['States.TaskFailed', ['States.TaskFailed'], 'Odd', true],
    ['States.TaskFailed, a function that ran too long', ['States.TaskFailed'], 'Sandbox.Timedout', true],
    ['States.Timeout, a function that ran too long', ['States.Timeout'], 'Sandbox.Timedout', false],
    ['States.ALL, an error of the runtime', ['States.ALL'], 'States.Runtime', false],
  ])('by %s', async (_, ErrorEquals, error, isCaught) => {
    const sfn = await emulator({ functions: { work: fails(error) } })
    const Catch = [{ ErrorEquals, ResultPath: null, Next: 'Done' }]
    const execution = await sfn.play(machine({ Work: call('work', { Catch, End: true }), Done: done }))
    expect(execution.status).toBe(isCaught ? 'SUCCEEDED' : 'FAILED')
    expect(execution.error).toBe(isCaught ? undefined : error)
  })

  it('does not take a timeout for a failed task', async () => {
    const sfn = await emulator()
    const Catch = [{ ErrorEquals: ['States.TaskFailed'], Next: 'Done' }]
    const { executionArn } = await sfn.play(
      machine({ Ask: ask({ TimeoutSeconds: 1, Catch, End: true }), Done: done }),
    )
    await sfn.advance(1)
    expect(await sfn.describe(executionArn!)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
  })

  it('ignores the answer of a function whose task has timed out meanwhile', async () => {
    const answer = Promise.withResolvers<string>()
    const sfn = await emulator({ functions: { slow: () => answer.promise } })
    const Catch = [{ ErrorEquals: ['States.Timeout'], Next: 'Slower' }]
    const started = sfn.start(
      await sfn.create(
        machine({ Slow: call('slow', { TimeoutSeconds: 5, Catch, End: true }), Slower: call('slower') }),
      ),
    )
    await expect.poll(() => sfn.calls.length).toBe(1)
    sfn.setClock(noon + 5000)
    sfn.engine.tick()
    answer.resolve('too late')

    expect(JSON.parse((await sfn.describe(await started)).output!)).toMatchObject({ Payload: null })
    expect(sfn.calls.map(({ name }) => name)).toEqual(['slow', 'slower'])
  })
})

describe('Fail', () => {
  it('ends the execution with its error and cause, literal or from the input', async () => {
    const sfn = await emulator()
    const literal = await sfn.play(
      machine({ End: { Type: 'Fail', Error: 'Denied', Cause: 'two people said no' } }),
    )
    expect(literal).toMatchObject({ status: 'FAILED', error: 'Denied', cause: 'two people said no' })

    const read = await sfn.play(machine({ End: { Type: 'Fail', ErrorPath: '$.e', CausePath: '$.c' } }), {
      e: 'E',
      c: 'C',
    })
    expect(read).toMatchObject({ status: 'FAILED', error: 'E', cause: 'C' })

    const silent = await sfn.play(machine({ End: { Type: 'Fail' } }))
    expect([silent.status, silent.error, silent.cause]).toEqual(['FAILED', undefined, undefined])
  })
})

it('ends an execution that runs in circles at the quota of history events', async () => {
  const sfn = await emulator()
  const circle = machine({
    Round: { Type: 'Pass', Next: 'And' },
    And: { Type: 'Wait', Seconds: 0, Next: 'Round' },
  })
  const { executionArn, status, error } = await sfn.play(circle)
  expect([status, error]).toEqual(['FAILED', 'States.Runtime'])
  const last = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 })
  expect((await sfn.client.send(last)).events).toMatchObject([{ id: 25_001, type: 'ExecutionFailed' }])
})
