// Puts the parts together once per process, because OpenClaw loads a plugin several times and all copies must agree.
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Calls } from './calls.ts'
import { createCalls } from './calls.ts'
import type { Config } from './config.ts'
import { waitForDecision } from './decision-wait.ts'
import type { Gate } from './gate.ts'
import { createGate } from './gate.ts'
import { gateClient } from './gate-client.ts'
import type { Harness, Logger } from './host.ts'
import { createLease } from './lease.ts'
import { createLive } from './live.ts'
import type { Parcel } from './outbox.ts'
import { createOutbox } from './outbox.ts'
import { showProgress } from './progress.ts'
import { reap } from './reaper.ts'
import type { Runs } from './runs.ts'
import { createRuns } from './runs.ts'
import { createSpool } from './spool.ts'
import { loadSwitch, saveSwitch } from './switch-file.ts'
import type { Switchboard } from './switchboard.ts'
import { createSwitchboard } from './switchboard.ts'
import type { Trace } from './trace.ts'
import { createTrace } from './trace.ts'

export interface Control {
  config: Config
  stateDirectory: string
  gate: Gate
  calls: Calls
  runs: Runs
  switchboard: Switchboard
  trace: Trace
  /** Resolves when this OpenClaw can be made to stop; until then nothing may be unlocked. */
  ready: () => Promise<void>
  reportUsage: (body: Record<string, unknown>) => void
  start: () => void
  stop: () => Promise<void>
}

const lastMomentMs = 2_000

export const stateDirectoryOf = (config: Config, resolve: (() => string) | undefined): string =>
  config.stateDirectory ??
  join(resolve?.() ?? process.env['OPENCLAW_STATE_DIR'] ?? join(homedir(), '.openclaw'), 'claw-control')

export interface ControlPorts {
  config: Config
  stateDirectory: string
  logger: Logger
  /** How to reach into running agents; rejects where OpenClaw offers no way. */
  harness: Promise<Harness>
  /** Settles when an earlier control has let go of the spool. */
  previous: Promise<void>
}

/** Everything wired; nothing runs before `start`. */
export const createControl = ({
  config,
  stateDirectory,
  logger,
  harness,
  previous,
}: ControlPorts): Control => {
  harness.catch((error: Error) => logger.error(`claw-control: ${error.message}. No model is unlocked.`))
  const client = gateClient(config, config.askTimeoutMs)
  const actionListeners = new Map<string, () => void>()
  const runs = createRuns()
  const lease = createLease(config.outage)
  const spool = createSpool<Parcel>({
    directory: stateDirectory,
    maxBytes: config.spoolBytes,
    log: logger.warn,
    onDropped: (count) =>
      trace({
        kind: 'error',
        grave: true,
        session: undefined,
        run: undefined,
        summary: `${count} records were dropped because the spool was full`,
        data: { dropped: count },
      }),
  })
  const outbox = createOutbox({ client, spool, log: logger.warn })
  const trace = createTrace(config.trace, outbox)
  const calls = createCalls(outbox, trace, logger.error)
  const switchboard = createSwitchboard(
    {
      runs,
      abort: async (sessionId) => (await harness).abort(sessionId),
      reap: (sessionKey) => reap(stateDirectory, sessionKey),
      ack: client.ack,
      save: (state) => saveSwitch(stateDirectory, state),
      log: logger.info,
    },
    loadSwitch(stateDirectory),
  )
  const live = createLive({
    client,
    token: config.token,
    onSwitch: switchboard.apply,
    onAction: (id) => actionListeners.get(id)?.(),
    onContact: () => {
      lease.renew()
      outbox.kick()
    },
    log: logger.warn,
  })
  const gate = createGate({
    config,
    client,
    calls,
    runs,
    lease,
    switchboard,
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
  let started = false
  return {
    config,
    stateDirectory,
    gate,
    calls,
    runs,
    switchboard,
    trace,
    ready: async () => {
      await harness
    },
    reportUsage: (body) => outbox.put({ kind: 'usage', body }),
    start: () => {
      if (started) return
      started = true
      live.start()
      void previous.then(outbox.start)
    },
    stop: async () => {
      live.stop()
      await outbox.stop(lastMomentMs)
    },
  }
}
