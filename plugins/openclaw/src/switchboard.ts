// The kill switch as this gateway knows it: what is paused, said in words, and stopping what runs when it changes.
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Ack, Engagement, Switch } from './answers.ts'
import type { Run, Runs } from './runs.ts'

type Place = Pick<Run, 'channel' | 'skill'>

export interface SwitchPorts {
  runs: Runs
  /** Ends one session's run, or all of them. */
  abort: (sessionId: string | undefined) => Promise<void>
  /** Kills the processes of one session, or all that this gateway started; the ids of those that were still there. */
  reap: (sessionKey: string | undefined) => Promise<readonly number[]>
  /** Switches off the scheduler's jobs that run by themselves; what would not go off. */
  sweep: () => Promise<readonly string[]>
  /** The pause is over: what it switched off goes on. */
  restore: () => Promise<void>
  /** Something began in spite of a pause, and was ended. */
  surprise: (processes: readonly number[]) => void
  ack: (ack: Ack) => Promise<void>
  /** Keeps the switch across restarts. */
  save: (state: Switch) => void
  log: (message: string) => void
}

/** When the first word goes out about what would not stop, and how long it is tried. */
const interimAfterMs = 1_000
const giveUpAfterMs = 60_000
const retryMs = 50
/** How often a paused gateway is looked over for what began without being asked. */
const guardMs = 2_000

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
  const end =
    by === 'budget'
      ? 'Nothing runs until people raise the budget or the day ends.'
      : 'Nothing runs until it is released with /claw resume.'
  return `${what} paused${who}${when}${why}. ${end}`
}

export const createSwitchboard = (ports: SwitchPorts, known: Switch | undefined) => {
  let current = known
  const listeners = new Set<() => void>()

  const acknowledge = (ack: Ack): void => {
    ports.ack(ack).catch((error: Error) => ports.log(`The stop could not be confirmed: ${error.message}`))
  }

  let ended = false

  /** Ends what may not run; what was still alive or would not go off. */
  const strike = async (
    state: Switch,
  ): Promise<{ processes: readonly number[]; stuck: readonly string[] }> => {
    if (state.effective === 'paused') {
      const [stuck, processes] = await Promise.all([
        ports.sweep(),
        ports.reap(undefined),
        ports.abort(undefined),
      ])
      return { processes, stuck }
    }
    const hit = ports.runs.all().filter((run) => pauseOf(state, run))
    for (const run of hit) if (run.sessionId !== undefined) await ports.abort(run.sessionId)
    const sessions = new Set(hit.map((run) => run.sessionKey).filter((key) => key !== undefined))
    const processes = (await Promise.all([...sessions].map((key) => ports.reap(key)))).flat()
    return { processes, stuck: [] }
  }

  const isCurrent = (state: Switch): boolean => current === state && !ended

  const stop = async (state: Switch): Promise<void> => {
    const wanted = ports.runs.all().filter((run) => pauseOf(state, run))
    const startedAt = performance.now()
    let saidSo = false
    while (isCurrent(state)) {
      const { processes, stuck } = await strike(state)
      const left = wanted.filter(({ id }) => ports.runs.get(id)).map(({ id }) => id)
      const stragglers = [...left, ...processes.map((pid) => `process ${pid}`), ...stuck]
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

  /** A pause lasts: whatever begins while it does, by a person's hand or a timer's, is ended as well. */
  const guard = async (state: Switch): Promise<void> => {
    while (isCurrent(state) && state.effective === 'paused') {
      await sleep(guardMs, undefined, { ref: false })
      if (!isCurrent(state)) return
      const { processes } = await strike(state)
      if (processes.length > 0) ports.surprise(processes)
    }
  }

  const enforce = async (state: Switch): Promise<void> => {
    await stop(state)
    if (state.effective === 'paused') await guard(state)
    else if (isCurrent(state)) await ports.restore()
  }

  return {
    current: (): Switch | undefined => current,
    pauseOf: (place: Place): Engagement | undefined => pauseOf(current, place),
    /** Calls back on every change; returns how to end that. */
    onChange: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** The process, or this plugin in it, comes to its end. */
    end: (): void => {
      ended = true
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
      enforce(next).catch((error: Error) => ports.log(`Stopping failed: ${error.message}`))
    },
  }
}

export type Switchboard = ReturnType<typeof createSwitchboard>
