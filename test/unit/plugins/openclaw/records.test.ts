// What goes on record of a call: how it ended, whether it ran as approved, and what the model call cost.
import { describe, expect, test, vi } from 'vitest'
import { createCalls } from '#plugins/openclaw/src/calls.ts'
import type { AfterToolEvent } from '#plugins/openclaw/src/host.ts'
import { digestOf } from '#plugins/openclaw/src/json.ts'
import type { OpenCall } from '#plugins/openclaw/src/ledger.ts'
import { createLedger } from '#plugins/openclaw/src/ledger.ts'
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
  ['a part of it', ended({ result: { details: { status: 'partial_failed' } } }), 'partial'],
  ['some of many', ended({ result: { details: { sent: ['a', 'b'], failed: ['c'] } } }), 'partial'],
  ['none of many', ended({ result: { details: { sent: [], failed: ['c'], status: 'failed' } } }), 'failed'],
  [
    'a patch of two files',
    ended({
      toolName: 'apply_patch',
      params: { input: '*** Begin Patch\n*** Add File: a\n+a\n*** Update File: b\n*** End Patch' },
      error: 'b has no such lines',
    }),
    'unknown',
  ],
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
    toolCallId: 'c',
  }
  const rig = (ledger = createLedger(), patienceMs = 60_000) => {
    const overdue: OpenCall[] = []
    const over: string[] = []
    const parcels: Parcel[] = []
    const events: TraceEvent[] = []
    const alarms: string[] = []
    const calls = createCalls({
      outbox: { put: (parcel) => parcels.push(parcel) },
      trace: (event) => events.push(event),
      ledger,
      alarm: (alarm) => alarms.push(alarm),
      patienceMs: () => patienceMs,
      end: (late) => overdue.push(late),
      over: (run) => over.push(run),
    })
    const finish = (event: Partial<AfterToolEvent> = {}) =>
      calls.finish({ toolName: 'exec', params, toolCallId: 'c', ...event }, 'r', 's')
    const outcomes = () => parcels.map((parcel) => (parcel.kind === 'outcome' ? parcel.body.status : ''))
    return { calls, events, alarms, finish, outcomes, overdue, over, parcels }
  }

  test('is reported once', () => {
    const { calls, finish, outcomes } = rig()
    calls.begin(call)
    finish({ params: { env: { A: '2', B: '1' }, command: 'ls' } })
    calls.abandon('r')
    expect(outcomes()).toEqual(['succeeded'])
  })

  test('with other parameters is an alarm, an error on record and a case for people', () => {
    const { calls, finish, outcomes, alarms, events } = rig()
    calls.begin(call)
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
    calls.refuse(call, 'because')
    finish({ error: 'Denied' })
    finish({ error: 'No such tool' })
    expect([alarms, outcomes()]).toEqual([[], []])
  })

  test('that was refused is on the trace with the reason', () => {
    const { calls, events, over } = rig()
    calls.refuse(call, 'Denied: not today')
    expect(events[0]).toMatchObject({
      kind: 'tool',
      toolCallId: 'c',
      data: { tool: 'exec', status: 'denied', reason: 'Denied: not today' },
    })
    expect(over).toEqual(['r'])
  })

  test('is told to whoever is there then, when the plugin was loaded anew in the middle', () => {
    const ledger = createLedger()
    rig(ledger).calls.begin(call)
    const { finish, alarms, outcomes } = rig(ledger)
    finish()
    expect([alarms, outcomes()]).toEqual([[], ['succeeded']])
  })

  test('that takes too long is ended, unknown, and no stranger when it ends after all', () => {
    vi.useFakeTimers()
    const { calls, finish, overdue, alarms, outcomes } = rig(createLedger(), 5_000)
    calls.begin(call)
    vi.advanceTimersByTime(5_000)
    expect(overdue).toEqual([call])
    finish({ error: 'Aborted' })
    expect(outcomes()).toEqual(['unknown'])
    expect(alarms).toEqual([expect.stringContaining('ended after 5 s')])
    vi.useRealTimers()
  })

  test('that never comes is unknown when the run is over', () => {
    const { calls, outcomes } = rig()
    calls.begin(call)
    calls.abandon('another run')
    expect(outcomes()).toEqual([])
    calls.abandon('r')
    expect(outcomes()).toEqual(['unknown'])
  })

  test('of a leased call has no action to report to, and is on the trace', () => {
    const { calls, finish, outcomes, events } = rig()
    calls.begin({ ...call, actionId: undefined })
    finish()
    expect(outcomes()).toEqual([])
    expect(events[0]?.data).toMatchObject({ action: null, status: 'succeeded' })
  })

  test('with a result that JSON cannot say is reported all the same', () => {
    const { calls, finish, outcomes } = rig()
    const result: Record<string, unknown> = {}
    result['self'] = result
    calls.begin(call)
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
