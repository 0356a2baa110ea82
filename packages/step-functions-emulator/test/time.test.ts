// Why: an approval that reminds, escalates or expires at another time than promised breaks the promise to people.
import { SendTaskHeartbeatCommand } from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import { ask, call, done, emulator, machine, noon } from './emulator.ts'

const day = 24 * 3600
const names = (calls: { name: string }[]) => calls.map((call) => call.name)

describe('time in a state machine', () => {
  it('waits for seconds and for timestamps, to the second, over 41 days', async () => {
    const sfn = await emulator()
    const definition = machine({
      Pause: { Type: 'Wait', SecondsPath: '$.pause', Next: 'First' },
      First: call('first', { ResultPath: null, Next: 'Until' }),
      Until: { Type: 'Wait', TimestampPath: '$.until', Next: 'Second' },
      Second: call('second', { ResultPath: null, Next: 'Past' }),
      Past: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', Next: 'Done' },
      Done: done,
    })
    const until = new Date(noon + 41 * day * 1000).toISOString()
    const execution = await sfn.start(await sfn.create(definition), { pause: 3601, until })

    await sfn.advance(3600)
    expect(sfn.calls).toEqual([])
    await sfn.advance(1)
    expect(names(sfn.calls)).toEqual(['first'])
    await sfn.advance(41 * day - 3601 - 1)
    expect(names(sfn.calls)).toEqual(['first'])
    await sfn.advance(1)
    expect(names(sfn.calls)).toEqual(['first', 'second'])

    const { status, stopDate } = await sfn.describe(execution)
    expect(status).toBe('SUCCEEDED')
    expect(stopDate?.getTime()).toBe(noon + 41 * day * 1000)
  })

  it('fires each of many reminders once and at its own time when the clock jumps over all of them', async () => {
    const sfn = await emulator()
    const definition = machine({
      Remind: call('remind', { ResultPath: null, Next: 'Pause' }),
      Pause: { Type: 'Wait', Seconds: day, Next: 'Remind' },
    })
    await sfn.start(await sfn.create(definition))

    await sfn.advance(41 * day)

    expect(sfn.calls.map(({ at }) => (at - noon) / 1000)).toEqual(
      Array.from({ length: 42 }, (_, index) => index * day),
    )
  })

  it('times a task out when its token stays unused, and refuses the token from then on', async () => {
    const sfn = await emulator()
    const execution = await sfn.start(
      await sfn.create(
        machine({
          Ask: ask({
            TimeoutSecondsPath: '$.limit',
            Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.why', Next: 'Done' }],
            Next: 'Done',
          }),
          Done: done,
        }),
      ),
      { limit: 900 },
    )

    await sfn.advance(899)
    expect((await sfn.describe(execution)).status).toBe('RUNNING')
    await sfn.advance(1)

    const { status, output } = await sfn.describe(execution)
    expect(status).toBe('SUCCEEDED')
    expect(JSON.parse(output!)).toEqual({ limit: 900, why: { Error: 'States.Timeout', Cause: '' } })
    await expect(sfn.succeed(sfn.lastToken(), {})).rejects.toMatchObject({ name: 'TaskTimedOut' })
  })

  it('does not let a token be used once its time is up, even before the timer has run', async () => {
    const sfn = await emulator()
    const execution = await sfn.start(
      await sfn.create(machine({ Ask: ask({ TimeoutSeconds: 60, End: true }) })),
    )
    sfn.setClock(noon + 60_000)

    await expect(sfn.succeed(sfn.lastToken(), {})).rejects.toMatchObject({ name: 'TaskTimedOut' })
    expect((await sfn.describe(execution)).error).toBe('States.Timeout')
  })

  it('keeps a task alive by heartbeats and ends it when one is missing', async () => {
    const sfn = await emulator()
    const execution = await sfn.start(
      await sfn.create(machine({ Ask: ask({ HeartbeatSeconds: 100, TimeoutSeconds: 1000, End: true }) })),
    )

    for (let beat = 0; beat < 3; beat++) {
      await sfn.advance(99)
      await sfn.client.send(new SendTaskHeartbeatCommand({ taskToken: sfn.lastToken() }))
    }
    await sfn.advance(99)
    expect((await sfn.describe(execution)).status).toBe('RUNNING')
    await sfn.advance(1)

    expect(await sfn.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
  })

  it('catches a missed heartbeat by its own name', async () => {
    const sfn = await emulator()
    const { executionArn } = await sfn.play(
      machine({
        Ask: ask({
          HeartbeatSecondsPath: '$.beat',
          Catch: [
            { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
            { ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Done' },
          ],
          End: true,
        }),
        Wrong: { Type: 'Fail' },
        Done: done,
      }),
      { beat: 5 },
    )
    await sfn.advance(5)
    expect((await sfn.describe(executionArn!)).status).toBe('SUCCEEDED')
  })

  it('limits the execution as a whole', async () => {
    const sfn = await emulator()
    const { executionArn } = await sfn.play(
      machine(
        { Pause: { Type: 'Wait', Seconds: 20, Next: 'Ask' }, Ask: ask({ TimeoutSeconds: 500, End: true }) },
        { TimeoutSeconds: 60 },
      ),
    )
    await sfn.advance(59)
    expect((await sfn.describe(executionArn!)).status).toBe('RUNNING')
    await sfn.advance(1)
    expect((await sfn.describe(executionArn!)).status).toBe('TIMED_OUT')
    expect(sfn.engine.nextDueAt()).toBeUndefined()
  })
})
