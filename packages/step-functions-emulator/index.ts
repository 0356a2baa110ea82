// Step Functions on a laptop: the real SDK talks to it, SQLite remembers for it, any clock drives it.
import type { DatabaseSync } from 'node:sqlite'
import { serve } from './api.ts'
import { createEngine } from './engine.ts'
import { executionOperations } from './execution-operations.ts'
import { machineOperations } from './machine-operations.ts'
import type { Clock } from './ports.ts'
import type { Execution, ExecutionStatus } from './rows.ts'
import { openTables } from './tables.ts'
import { taskOperations } from './task-operations.ts'

export { stateMachineArn } from './arns.ts'

/** `state` is the state that the execution is in, or was in last. */
export interface ExecutionSummary {
  name: string
  stateMachine: string
  status: ExecutionStatus
  state: string
}

export interface StepFunctionsOptions {
  /** Owned by the caller, who also closes it after `close`. Write-ahead logging is advised. */
  db: DatabaseSync
  clock: Clock
  /**
   * Calls a Lambda function by its name or ARN. A rejection's `name` is the error that Retry and Catch see, as a
   * function's errorType is on AWS; its timeout is called Sandbox.Timedout there. May be called again with the same
   * payload after a crash.
   */
  invoke: (functionName: string, payload: unknown) => Promise<unknown>
  /** Calls `callback` once after `delayMs` of real time, unless the function that it returns is called before. */
  setTimer?: (callback: () => void, delayMs: number) => () => void
  /** In [0, 1), for retries with jitter. */
  random?: () => number
}

export interface StepFunctions {
  /** Answers a call of the Step Functions API (AWS JSON 1.0). */
  handle(request: Request): Promise<Response>
  /** Creates the state machine, or changes it for executions to come; its ARN. Throws InvalidDefinition. */
  deploy(name: string, definition: string): string
  /** Newest first. */
  executions(limit?: number): ExecutionSummary[]
  /** When the next timer is due, in milliseconds since the epoch. */
  nextDueAt(): number | undefined
  /** Fires everything that is due now. To be called after the clock was moved. */
  tick(): void
  /** Resolves when no function is being called. */
  idle(): Promise<void>
  /** Goes on after a restart: what fell due meanwhile fires once, what was being called is called again. */
  resume(): void
  /** Tells of every execution that moved, after the commit; returns how to stop it. */
  onTransition(listener: (execution: ExecutionSummary) => void): () => void
  /** Stops timers and drops answers still to come. */
  close(): void
}

/** So that a clock which is moved without a tick is noticed, and no delay exceeds what a timer can hold. */
const longestSleepMs = 60_000

export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { db, clock, invoke, setTimer = realTimer, random = Math.random } = options
  const tables = openTables(db)
  const listeners = new Set<(execution: ExecutionSummary) => void>()
  let cancelTimer = () => {}
  let isClosed = false

  const engine = createEngine({ tables, clock, random, invoke, committed })
  const machines = machineOperations(tables, clock)
  const operations = {
    ...machines.operations,
    ...executionOperations(tables, clock, engine),
    ...taskOperations(engine),
  }

  function committed(executions: Execution[]): void {
    arm()
    for (const execution of executions) for (const listener of listeners) listener(summaryOf(execution))
  }

  function arm(): void {
    cancelTimer()
    const due = tables.firstTimer()?.due
    if (due === undefined || isClosed) return
    cancelTimer = setTimer(tick, Math.min(Math.max(due - clock.now(), 0), longestSleepMs))
  }

  function tick(): void {
    engine.fireDue()
    arm()
  }

  return {
    // Whatever is due comes first: a task whose time is up must not be completed because its timer has yet to run.
    handle: (request) => serve(operations, request, engine.fireDue),
    deploy: machines.deploy,
    executions: (limit = 1000) => tables.newestExecutions(limit).map(summaryOf),
    nextDueAt: () => tables.firstTimer()?.due,
    tick,
    idle: engine.idle,
    resume() {
      engine.resume()
      tick()
    },
    onTransition(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      isClosed = true
      cancelTimer()
      engine.close()
    },
  }
}

function summaryOf({ name, machine, status, state }: Execution): ExecutionSummary {
  return { name, stateMachine: machine.split(':').at(-1)!, status, state }
}

function realTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}
