// The kill switch as this gateway knows it: what is paused, said in words, and stopping what runs when it changes.
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Ack, Engagement, Switch } from './gate-client.ts'
import type { Run, Runs } from './runs.ts'

type Place = Pick<Run, 'channel' | 'skill'>

export interface SwitchPorts {
  runs: Runs
  /** Ends one session's run, or all of them. */
  abort: (sessionId: string | undefined) => Promise<void>
  /** Kills tagged processes of one session, or of all; the ids of those that were still there. */
  reap: (sessionKey: string | undefined) => Promise<readonly number[]>
  ack: (ack: Ack) => Promise<void>
  /** Keeps the switch across restarts. */
  save: (state: Switch) => void
  log: (message: string) => void
}

/** When the first word goes out about what would not stop, and how long it is tried. */
const interimAfterMs = 1_000
const giveUpAfterMs = 60_000
const retryMs = 50

const covers = (scope: string, { channel, skill }: Place): boolean =>
  (channel !== undefined && scope === `channel:${channel}`) ||
  (skill !== undefined && scope === `skill:${skill}`)

const general = (entry: Engagement): boolean => entry.scope === 'all' || entry.scope.startsWith('agent:')

/** What pauses this place, if anything does. */
export const pauseOf = (state: Switch | undefined, place: Place): Engagement | undefined => {
  if (!state) return undefined
  const paused = state.engaged.filter(({ mode }) => mode === 'paused')
  if (state.effective === 'paused')
    return paused.find(general) ?? { scope: 'all', mode: 'paused', reason: '', by: '', since: '' }
  return paused.find(({ scope }) => covers(scope, place))
}

/** A sentence for the person who talks to the agent, and for the model. */
export const pauseSentence = ({ scope, reason, by, since }: Engagement): string => {
  const who = by === '' ? '' : ` by ${by}`
  const when = since === '' ? '' : ` since ${since}`
  const why = reason === '' ? '' : `, because: ${reason}`
  const what = scope === '' || scope === 'all' ? 'Agents are' : `${scope} is`
  return `${what} paused${who}${when}${why}. Nothing runs until it is released with /claw resume.`
}

export const createSwitchboard = (ports: SwitchPorts, known: Switch | undefined) => {
  let current = known
  const listeners = new Set<() => void>()

  const acknowledge = (ack: Ack): void => {
    ports.ack(ack).catch((error: Error) => ports.log(`The stop could not be confirmed: ${error.message}`))
  }

  const strike = async (state: Switch): Promise<readonly number[]> => {
    if (state.effective === 'paused') {
      const [processes] = await Promise.all([ports.reap(undefined), ports.abort(undefined)])
      return processes
    }
    const hit = ports.runs.all().filter((run) => pauseOf(state, run))
    for (const run of hit) if (run.sessionId !== undefined) await ports.abort(run.sessionId)
    const sessions = new Set(hit.map((run) => run.sessionKey).filter((key) => key !== undefined))
    return (await Promise.all([...sessions].map((key) => ports.reap(key)))).flat()
  }

  const stop = async (state: Switch): Promise<void> => {
    const wanted = ports.runs.all().filter((run) => pauseOf(state, run))
    const startedAt = performance.now()
    let saidSo = false
    while (current === state) {
      const processes = await strike(state)
      const left = wanted.filter(({ id }) => ports.runs.get(id)).map(({ id }) => id)
      const stragglers = [...left, ...processes.map((pid) => `process ${pid}`)]
      const stoppedRuns = wanted.map(({ id }) => id).filter((id) => !left.includes(id))
      const elapsed = performance.now() - startedAt
      const done = stragglers.length === 0 || elapsed > giveUpAfterMs
      if (done || (!saidSo && elapsed > interimAfterMs)) {
        acknowledge({ revision: state.revision, stoppedRuns, stragglers })
        saidSo = true
      }
      if (done) return
      await sleep(retryMs)
    }
  }

  return {
    current: (): Switch | undefined => current,
    pauseOf: (place: Place): Engagement | undefined => pauseOf(current, place),
    /** Calls back on every change; returns how to end that. */
    onChange: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** `fresh` is an answer about now; a mere push may be late and is dropped when something newer is known. */
    apply: (next: Switch, fresh: boolean): void => {
      if (!fresh && current && next.revision < current.revision) return
      // A stop that ends by itself changes what is engaged without a new revision.
      if (current !== known && isDeepStrictEqual(current, next)) return
      current = next
      ports.save(next)
      for (const listener of listeners) listener()
      ports.log(`The switch says ${next.effective} (revision ${next.revision}).`)
      stop(next).catch((error: Error) => ports.log(`Stopping failed: ${error.message}`))
    },
  }
}

export type Switchboard = ReturnType<typeof createSwitchboard>
