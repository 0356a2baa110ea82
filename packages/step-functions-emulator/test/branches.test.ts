// Why: clocks that run side by side (remind, escalate, expire) are branches, and one that fails ends the others.
import { describe, expect, it } from 'vitest'
import { ask, call, done, emulator, failure, machine, noon } from './emulator.ts'

const branch = (states: Record<string, object>) => ({ StartAt: Object.keys(states)[0], States: states })

describe('Parallel', () => {
  it('runs its branches side by side and collects their outputs in order', async () => {
    const sfn = await emulator()
    const Branches = [
      branch({
        Slow: { Type: 'Wait', Seconds: 60, Next: 'SlowDone' },
        SlowDone: { Type: 'Pass', Result: 'slow', End: true },
      }),
      branch({ Ask: ask() }),
    ]
    const both = { Type: 'Parallel', Branches, ResultPath: '$.both', Next: 'Done' }
    const { executionArn } = await sfn.play(machine({ Both: both, Done: done }), { id: 1 })

    await sfn.succeed(sfn.lastToken(), 'asked')
    expect((await sfn.describe(executionArn!)).status).toBe('RUNNING')
    await sfn.advance(60)

    const { output, stopDate } = await sfn.describe(executionArn!)
    expect(JSON.parse(output!)).toEqual({ id: 1, both: ['slow', 'asked'] })
    expect(stopDate?.getTime()).toBe(noon + 60_000)
  })

  it('gives up its other branches when one fails, and may retry and catch as a whole', async () => {
    const sfn = await emulator({
      functions: {
        work: () => {
          throw failure('Broken')
        },
      },
    })
    const Branches = [
      branch({ Ask: ask() }),
      branch({ Nested: { Type: 'Parallel', Branches: [branch({ Work: call('work') })], End: true } }),
    ]
    const both = {
      Type: 'Parallel',
      Branches,
      Retry: [{ ErrorEquals: ['Broken'], IntervalSeconds: 30, MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['Broken'], Next: 'Pause' }],
      End: true,
    }
    const Pause = { Type: 'Wait', Seconds: 60, End: true }
    const { executionArn } = await sfn.play(machine({ Both: both, Pause }))
    await sfn.advance(30)

    expect((await sfn.describe(executionArn!)).status).toBe('RUNNING')
    const tokens = sfn.calls
      .filter(({ name }) => name === 'ask')
      .map(({ payload }) => String(payload['token']))
    expect(tokens).toHaveLength(2)
    for (const token of tokens) {
      await expect(sfn.succeed(token, 1)).rejects.toMatchObject({ name: 'TaskTimedOut' })
    }
    await sfn.advance(60)
    expect(JSON.parse((await sfn.describe(executionArn!)).output!)).toMatchObject({ Error: 'Broken' })
  })

  it('fails the execution when nothing catches what a branch threw', async () => {
    const sfn = await emulator()
    const Branches = [
      branch({ Ask: ask({ TimeoutSeconds: 10, End: true }) }),
      branch({ Bad: { Type: 'Fail', Error: 'Bad' } }),
    ]
    expect(await sfn.play(machine({ Both: { Type: 'Parallel', Branches, End: true } }))).toMatchObject({
      status: 'FAILED',
      error: 'Bad',
    })
    expect(sfn.engine.nextDueAt()).toBeUndefined()
  })
})

describe('Map', () => {
  const tell = branch({
    Tell: call(
      'tell',
      { OutputPath: '$.Payload', End: true },
      { 'input.$': '$', 'again.$': '$$.Map.Item.Value' },
    ),
  })
  const each = (rest: object) => ({
    Type: 'Map',
    ItemsPath: '$.people',
    ItemSelector: { 'who.$': '$$.Map.Item.Value', 'place.$': '$$.Map.Item.Index', 'id.$': '$.id' },
    ItemProcessor: branch({ Within: { Type: 'Parallel', Branches: [tell], OutputPath: '$[0]', End: true } }),
    End: true,
    ...rest,
  })
  const input = { id: 7, people: ['ann', 'bo', 'cy', 'di'] }

  it('goes through the items and collects the results in their order', async () => {
    const sfn = await emulator({ functions: { tell: ({ input, again }) => ({ input, again }) } })
    const { output } = await sfn.play(machine({ Each: each({}) }), input)
    expect(JSON.parse(output!)).toEqual(
      input.people.map((who, place) => ({ input: { who, place, id: 7 }, again: who })),
    )
  })

  it('has no more iterations under way than it is allowed', async () => {
    let running = 0
    let most = 0
    const sfn = await emulator({
      functions: {
        tell: async () => {
          most = Math.max(most, ++running)
          await new Promise(setImmediate)
          running--
        },
      },
    })
    const { status } = await sfn.play(machine({ Each: each({ MaxConcurrency: 2 }) }), input)
    expect([status, most, sfn.calls.length]).toEqual(['SUCCEEDED', 2, 4])
  })

  it('makes an empty array of no items, and fails on what is no array', async () => {
    const sfn = await emulator()
    expect((await sfn.play(machine({ Each: each({}) }), { ...input, people: [] })).output).toBe('[]')
    expect((await sfn.play(machine({ Each: each({}) }), { ...input, people: 'all' })).error).toBe(
      'States.Runtime',
    )
  })
})
