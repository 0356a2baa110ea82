// The kill switch inside a gateway: whom it stops, what it confirms, and what it says.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ack, Switch } from '#plugins/openclaw/src/answers.ts'
import { createRuns } from '#plugins/openclaw/src/runs.ts'
import { createSwitchboard, pauseOf, pauseSentence } from '#plugins/openclaw/src/switchboard.ts'
import { until } from '#test/openclaw/support/until.ts'

const entry = (scope: string, mode = 'paused') => ({
  scope,
  mode,
  reason: 'a test',
  by: 'UONCALL',
  since: 'noon',
})
const pausedAll: Switch = { revision: 2, effective: 'paused', engaged: [entry('all')] }
const running: Switch = { revision: 3, effective: 'run', engaged: [] }

/** A host whose runs end when they are aborted, unless they are stubborn. */
const rig = (known?: Switch) => {
  const runs = createRuns()
  const acks: Ack[] = []
  const saved: Switch[] = []
  const stubborn = new Set<string>()
  const processes = new Map<string, number[]>()
  const stuck = new Set<string>()
  const restored: boolean[] = []
  const surprises: (readonly number[])[] = []
  const board = createSwitchboard(
    {
      runs,
      abort: async (sessionId) => {
        for (const run of runs.all())
          if (!stubborn.has(run.id) && (sessionId === undefined || run.sessionId === sessionId))
            runs.end(run.id)
      },
      reap: async (sessionKey) => {
        const hit =
          sessionKey === undefined ? [...processes.values()].flat() : (processes.get(sessionKey) ?? [])
        if (sessionKey === undefined) processes.clear()
        else processes.delete(sessionKey)
        return hit
      },
      sweep: async () => [...stuck],
      restore: async () => {
        restored.push(true)
      },
      surprise: (found) => surprises.push(found),
      ack: async (ack) => {
        acks.push(ack)
      },
      save: (state) => saved.push(state),
      log: () => undefined,
    },
    known,
  )
  const run = (id: string, channel = 'webchat') =>
    runs.note(id, { sessionId: `s-${id}`, sessionKey: `key-${id}`, channel })
  return { board, runs, stuck, restored, surprises, acks, saved, stubborn, processes, run }
}

let it: ReturnType<typeof rig>
beforeEach(() => {
  it = rig()
})
afterEach(() => it.board.apply({ ...running, revision: 99 }, true))

test('a pause of all stops every run and process, and names the runs', async () => {
  it.run('a')
  it.run('b')
  it.processes.set('key-a', [17])
  it.board.apply(pausedAll, true)

  await until('the ack', () => it.acks.length)
  expect(it.acks).toEqual([{ revision: 2, stoppedRuns: ['a', 'b'], stragglers: [] }])
  expect(it.saved).toEqual([pausedAll])
})

test('a pause of one channel stops its runs and processes and leaves the others', async () => {
  it.run('a', 'telegram')
  it.run('b', 'slack')
  it.processes.set('key-b', [18])
  it.board.apply({ revision: 2, effective: 'run', engaged: [entry('channel:telegram')] }, true)

  await until('the ack', () => it.acks.length)
  expect(it.acks[0]?.stoppedRuns).toEqual(['a'])
  expect(it.runs.get('b')).toBeDefined()
  expect(it.processes.get('key-b')).toEqual([18])
})

test('a run that will not stop is named after a second, and again when it has stopped', async () => {
  it.run('a')
  it.stubborn.add('a')
  it.board.apply(pausedAll, true)
  await until('the first word', () => it.acks.length)
  expect(it.acks[0]).toEqual({ revision: 2, stoppedRuns: [], stragglers: ['a'] })

  it.stubborn.clear()
  await until('the second', () => it.acks.length === 2)
  expect(it.acks[1]).toEqual({ revision: 2, stoppedRuns: ['a'], stragglers: [] })
})

test('a release ends the hunt and is confirmed', async () => {
  it.run('a')
  it.stubborn.add('a')
  it.board.apply(pausedAll, true)
  it.board.apply(running, false)

  await until('the ack of the release', () => it.acks.some(({ revision }) => revision === 3))
  it.stubborn.clear()
  expect(it.runs.get('a')).toBeDefined()
})

test('a push that was overtaken changes nothing; an answer about now does', async () => {
  it.board.apply(running, true)
  it.board.apply(pausedAll, false)
  expect(it.board.current()).toEqual(running)

  it.board.apply(pausedAll, true)
  expect(it.board.current()).toEqual(pausedAll)
})

test('the same news twice stops and confirms once', async () => {
  it.board.apply(pausedAll, true)
  it.board.apply(pausedAll, false)
  await until('the ack', () => it.acks.length)
  expect(it.saved).toHaveLength(1)
})

test('what was paused before a restart is paused after it, and confirmed when the gate says so again', async () => {
  it = rig(pausedAll)
  expect(it.board.pauseOf({ channel: 'webchat', skill: undefined })).toBeDefined()

  it.board.apply(pausedAll, true)
  await until('the ack', () => it.acks.length)
})

test.each([
  ['all pauses every place', pausedAll, { channel: undefined, skill: undefined }, 'all'],
  [
    'this agent, every place',
    { ...pausedAll, engaged: [entry('agent:a')] },
    { channel: 'x', skill: undefined },
    'agent:a',
  ],
  [
    'a skill, its own calls',
    { ...running, engaged: [entry('skill:outreach')] },
    { channel: 'x', skill: 'outreach' },
    'skill:outreach',
  ],
  [
    'a skill, no others',
    { ...running, engaged: [entry('skill:outreach')] },
    { channel: 'x', skill: 'other' },
    undefined,
  ],
  [
    'read-only pauses nothing',
    { ...running, effective: 'readonly', engaged: [entry('all', 'readonly')] },
    { channel: 'x', skill: undefined },
    undefined,
  ],
  [
    'paused without saying by what',
    { ...pausedAll, engaged: [] },
    { channel: undefined, skill: undefined },
    'all',
  ],
] satisfies [
  string,
  Switch,
  { channel: string | undefined; skill: string | undefined },
  string | undefined,
][])('%s', (_name, state, place, scope) => {
  expect(pauseOf(state, place)?.scope).toBe(scope)
})

test('the sentence says who, since when and why', () => {
  expect(pauseSentence(entry('channel:slack'))).toBe(
    'channel:slack is paused by UONCALL since noon, because: a test. Nothing runs until it is released with /claw resume.',
  )
})
