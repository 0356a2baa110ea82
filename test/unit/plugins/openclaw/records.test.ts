// What goes on record of a call: how it ended, whether it ran as approved, and what the model call cost.
import { describe, expect, test } from 'vitest'
import type { OpenCall } from '#plugins/openclaw/src/calls.ts'
import { createCalls } from '#plugins/openclaw/src/calls.ts'
import type { AfterToolEvent } from '#plugins/openclaw/src/host.ts'
import { digestOf } from '#plugins/openclaw/src/json.ts'
import type { Parcel } from '#plugins/openclaw/src/outbox.ts'
import { outcomeOf } from '#plugins/openclaw/src/outcome.ts'
import type { TraceEvent } from '#plugins/openclaw/src/trace.ts'
import { usageOf } from '#plugins/openclaw/src/usage.ts'

const ended = (more: Partial<AfterToolEvent>): AfterToolEvent => ({ toolName: 'exec', params: {}, ...more })

test.each([
  ['done', ended({ result: { details: { status: 'completed', exitCode: 0 } } }), 'succeeded'],
  ['in the background', ended({ result: { details: { status: 'running' } } }), 'succeeded'],
  ['an exit code', ended({ result: { details: { status: 'completed', exitCode: 3 } } }), 'failed'],
  ['an error', ended({ error: 'ENOENT: no such file' }), 'failed'],
  ['an aborted run', ended({ error: 'Aborted' }), 'unknown'],
  ['a timeout', ended({ error: 'Command timed out after 10 s' }), 'unknown'],
  ['a timeout in the details', ended({ result: { details: { timedOut: true } } }), 'unknown'],
  ['a signal', ended({ result: { details: { exitSignal: 'SIGKILL' } } }), 'unknown'],
  ['nothing to say', ended({}), 'succeeded'],
])('outcome of %s', (_name, event, status) => {
  expect(outcomeOf(event).status).toBe(status)
})

describe('the end of a call', () => {
  const params = { command: 'ls', env: { B: '1', A: '2' } }
  const call: OpenCall = {
    actionId: 'act_1',
    tool: 'exec',
    params,
    digest: digestOf(params),
    run: 'r',
    session: 's',
  }
  const rig = () => {
    const parcels: Parcel[] = []
    const events: TraceEvent[] = []
    const alarms: string[] = []
    const calls = createCalls(
      { put: (parcel) => parcels.push(parcel) },
      (event) => events.push(event),
      (alarm) => alarms.push(alarm),
    )
    const finish = (event: Partial<AfterToolEvent> = {}) =>
      calls.finish({ toolName: 'exec', params, toolCallId: 'c', ...event }, 'r', 's')
    const outcomes = () => parcels.map((parcel) => (parcel.kind === 'outcome' ? parcel.body.status : ''))
    return { calls, events, alarms, finish, outcomes }
  }

  test('is reported once', () => {
    const { calls, finish, outcomes } = rig()
    calls.begin('c', call)
    finish({ params: { env: { A: '2', B: '1' }, command: 'ls' } })
    calls.abandon('r')
    expect(outcomes()).toEqual(['succeeded'])
  })

  test('with other parameters is an alarm, an error on record and a case for people', () => {
    const { calls, finish, outcomes, alarms, events } = rig()
    calls.begin('c', call)
    finish({ params: { command: 'rm' } })
    expect(outcomes()).toEqual(['unknown'])
    expect(alarms).toHaveLength(1)
    expect(events[0]).toMatchObject({ kind: 'error', grave: true, data: { mismatch: true, action: 'act_1' } })
  })

  test('that was never asked for is an alarm', () => {
    const { finish, alarms, events } = rig()
    finish()
    expect(alarms).toEqual(['exec ran without having been asked for'])
    expect(events[0]).toMatchObject({ grave: true, data: { unasked: true } })
  })

  test('that was blocked, or that the host turned away, is none', () => {
    const { calls, finish, alarms, outcomes } = rig()
    calls.refuse('c', call)
    finish({ error: 'Denied' })
    finish({ error: 'No such tool' })
    expect([alarms, outcomes()]).toEqual([[], []])
  })

  test('that never comes is unknown when the run is over', () => {
    const { calls, outcomes } = rig()
    calls.begin('c', call)
    calls.abandon('another run')
    expect(outcomes()).toEqual([])
    calls.abandon('r')
    expect(outcomes()).toEqual(['unknown'])
  })

  test('of a leased call has no action to report to, and is on the trace', () => {
    const { calls, finish, outcomes, events } = rig()
    calls.begin('c', { ...call, actionId: undefined })
    finish()
    expect(outcomes()).toEqual([])
    expect(events[0]?.data).toMatchObject({ action: null, status: 'succeeded' })
  })

  test('with a result that JSON cannot say is reported all the same', () => {
    const { calls, finish, outcomes } = rig()
    const result: Record<string, unknown> = {}
    result['self'] = result
    calls.begin('c', call)
    finish({ result })
    expect(outcomes()).toEqual(['succeeded'])
  })
})

describe('usage', () => {
  const message = {
    role: 'assistant',
    provider: 'p',
    model: 'm',
    timestamp: 1_700_000_000_000,
    usage: { input: 10, output: 5, cacheRead: 100, cacheWrite: 7, cost: { total: 0.5 } },
  }
  const context = { session: 's', run: 'r' }

  test('is read from the message, written cache counted as input', () => {
    expect(usageOf(message, context)).toEqual({
      id: expect.stringMatching(/^usage_[0-9a-f]{32}$/),
      session: 's',
      run: 'r',
      provider: 'p',
      model: 'm',
      inputTokens: 17,
      outputTokens: 5,
      cacheReadTokens: 100,
      costUsd: 0.5,
      at: '2023-11-14T22:13:20.000Z',
    })
  })

  test('of the same message has the same id, of the next another', () => {
    const id = (changed: object, run = 'r') =>
      usageOf({ ...message, ...changed }, { ...context, run })?.['id']
    expect(id({}, 'another run')).toBe(id({}))
    expect(id({ timestamp: message.timestamp + 1 })).not.toBe(id({}))
  })

  test.each([
    ['a person', { ...message, role: 'user' }],
    ['a message without tokens', { ...message, usage: { input: 0, output: 0 } }],
    ['nothing', undefined],
  ])('of %s is none', (_name, value) => {
    expect(usageOf(value, context)).toBeUndefined()
  })
})
