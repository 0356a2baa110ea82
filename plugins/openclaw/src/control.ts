// Puts the parts together once per process, because OpenClaw loads a plugin several times and all copies must agree.
import { createAsking } from './asking.ts'
import type { Calls } from './calls.ts'
import { createCalls } from './calls.ts'
import type { Config } from './config.ts'
import { waitForDecision } from './decision-wait.ts'
import type { Gate } from './gate.ts'
import { createGate } from './gate.ts'
import type { GateClient } from './gate-client.ts'
import { gateClient } from './gate-client.ts'
import type { Harness, Logger } from './host.ts'
import { createIdentity } from './identity.ts'
import { createLease } from './lease.ts'
import type { Ledger } from './ledger.ts'
import { createLive } from './live.ts'
import type { Origins } from './origins.ts'
import { createOrigins } from './origins.ts'
import type { Parcel } from './outbox.ts'
import { createOutbox } from './outbox.ts'
import type { Ground } from './own-ground.ts'
import { showProgress } from './progress.ts'
import { questionTool } from './questions.ts'
import { reap } from './reaper.ts'
import type { Runs } from './runs.ts'
import { createRuns } from './runs.ts'
import type { Schedules } from './schedules.ts'
import { createSchedules } from './schedules.ts'
import { createSpool } from './spool.ts'
import { heldJobs, keepJob, loadSwitch, saveSwitch } from './switch-file.ts'
import type { Switchboard } from './switchboard.ts'
import { createSwitchboard } from './switchboard.ts'
import type { Trace } from './trace.ts'
import { createTrace } from './trace.ts'

export interface Control {
  config: Config
  stateDirectory: string
  client: GateClient
  gate: Gate
  calls: Calls
  runs: Runs
  origins: Origins
  switchboard: Switchboard
  schedules: Schedules
  trace: Trace
  /** Resolves when this OpenClaw can be made to stop; until then nothing may be unlocked. */
  ready: () => Promise<void>
  reportUsage: (body: Record<string, unknown>) => void
  start: () => void
  stop: () => Promise<void>
}

const lastMomentMs = 2_000

export interface ControlPorts {
  config: Config
  logger: Logger
  /** How to reach into running agents; rejects where OpenClaw offers no way. */
  harness: Promise<Harness>
  ledger: Ledger
  /** The process whose children a pause of all ends, whatever they are. */
  gatewayProcess: number | undefined
  ground: Promise<Ground>
  workspaceOf: (agentId: string | undefined) => string
  executorOf: (agentId: string | undefined) => string
  /** Settles when an earlier control has let go of the spool. */
  previous: Promise<void>
}

/** Everything wired; nothing runs before `start`. */
export const createControl = (ports: ControlPorts): Control => {
  const { config, logger, harness } = ports
  const { stateDirectory } = config
  harness.catch((error: Error) => logger.error(`claw-control: ${error.message}. No model is unlocked.`))
  const client = gateClient(config, config.askTimeoutMs)
  const identity = createIdentity(client, config.agent)
  const actionListeners = new Map<string, () => void>()
  const runs = createRuns()
  const lease = createLease(config.outage)
  /** An error that somebody must look at; it belongs to no run. */
  const alarm = (summary: string, data: Record<string, unknown>): void =>
    trace({ kind: 'error', grave: true, session: undefined, run: undefined, summary, data })
  const spool = createSpool<Parcel>({
    directory: stateDirectory,
    maxBytes: config.spoolBytes,
    log: logger.warn,
    onDropped: (dropped) => alarm(`${dropped} records were dropped because the spool was full`, { dropped }),
  })
  const outbox = createOutbox({ client, spool, log: logger.warn })
  const trace = createTrace(config.trace, outbox)
  const abort = async (sessionId: string | undefined): Promise<void> => (await harness).abort(sessionId)
  const calls = createCalls({
    outbox,
    trace,
    ledger: ports.ledger,
    alarm: logger.error,
    patienceMs: (tool) => {
      const theirs = identity.latest()?.toolSeconds ?? {}
      const seconds = theirs[tool] ?? config.toolSeconds[tool] ?? theirs['*'] ?? config.toolSeconds['*']
      return (seconds ?? Number.POSITIVE_INFINITY) * 1_000
    },
    end: ({ run, session }) => {
      const sessionId = run === undefined ? undefined : runs.get(run)?.sessionId
      const ended = sessionId === undefined ? Promise.resolve() : abort(sessionId)
      const reaped =
        session === undefined ? Promise.resolve([]) : reap(stateDirectory, session, ports.gatewayProcess)
      Promise.all([ended, reaped]).catch((error: Error) => logger.error(`It goes on: ${error.message}`))
    },
    over: (run) => {
      if (runs.get(run)?.isTurn === false && !calls.isBusy(run)) runs.end(run)
    },
  })
  const schedules = createSchedules({
    allowed: config.unaskedJobs,
    isPaused: () => switchboard.pauseOf({ channel: undefined, skill: undefined }) !== undefined,
    held: heldJobs(stateDirectory),
    keep: (job) => keepJob(stateDirectory, job),
    tell: ({ id, name }, what) => {
      const summary = `The scheduled job ${name ?? id} ${what}`
      logger.warn(`claw-control: ${summary}.`)
      alarm(summary, { job: id })
    },
    log: logger.warn,
  })
  const switchboard = createSwitchboard(
    {
      runs,
      abort,
      reap: (sessionKey) => reap(stateDirectory, sessionKey, ports.gatewayProcess),
      sweep: schedules.sweep,
      restore: schedules.restore,
      surprise: (processes) => {
        const summary = `${processes.length} processes began while agents were paused, and were ended`
        logger.warn(`claw-control: ${summary}.`)
        alarm(summary, { processes })
      },
      ack: client.ack,
      save: (state) => saveSwitch(stateDirectory, state),
      log: logger.info,
    },
    loadSwitch(stateDirectory),
  )
  const live = createLive({
    client,
    identify: identity.look,
    token: config.token,
    onSwitch: switchboard.apply,
    onAction: (id) => actionListeners.get(id)?.(),
    onContact: () => {
      lease.renew()
      outbox.kick()
    },
    log: logger.warn,
  })
  const asking = createAsking({
    client,
    identity,
    calls,
    lease,
    switchboard,
    withdraw: (id, reason) => outbox.put({ kind: 'withdraw', id, reason }),
    show: (progress) => {
      harness.then((host) => showProgress(host, progress)).catch(() => undefined)
    },
    wait: (id, stop) =>
      waitForDecision(
        id,
        {
          client,
          isLive: live.isOpen,
          onAction: (action, listener) => {
            actionListeners.set(action, listener)
            return () => actionListeners.delete(action)
          },
        },
        stop,
      ),
  })
  const { ground, workspaceOf, executorOf } = ports
  const ownTools = [questionTool]
  const gate = createGate({ asking, calls, runs, switchboard, ground, workspaceOf, executorOf, ownTools })
  let started = false
  return {
    config,
    stateDirectory,
    client,
    gate,
    calls,
    runs,
    origins: createOrigins(),
    switchboard,
    schedules,
    trace,
    ready: async () => {
      await harness
    },
    reportUsage: (body) => outbox.put({ kind: 'usage', body }),
    start: () => {
      if (started) return
      started = true
      live.start()
      void ports.previous.then(outbox.start)
    },
    stop: async () => {
      live.stop()
      switchboard.end()
      await outbox.stop(lastMomentMs)
    },
  }
}
