// A unit of work: what one transaction reads and changes, and what is to be done once it has been committed.

import type { Machine } from './definition.ts'
import { asStateError, type StateError } from './errors.ts'
import type { Json } from './paths.ts'
import type { Clock } from './ports.ts'
import type { Branch, Execution, TimerKind } from './rows.ts'
import { callbackResource, type State } from './state-schemas.ts'
import type { Tables } from './tables.ts'

export interface Work {
  tables: Tables
  clock: Clock
  /** In [0, 1), for retries with jitter. */
  random: () => number
  /** The definition of a revision; an execution keeps the revision that it started with. */
  machine: (revision: number) => Machine
  /** The executions touched so far. */
  executions: Map<number, Execution>
  /** Branches whose state is to be performed before the transaction ends. */
  ready: number[]
  /** Branches whose function is to be called after the commit. */
  invoking: Branch[]
}

/** The execution as this unit of work has left it so far. */
export function executionOf(work: Work, id: number): Execution {
  const known = work.executions.get(id)
  if (known) return known
  const execution = work.tables.execution(id)!
  work.executions.set(id, execution)
  return execution
}

export function stateOf(work: Work, branch: Branch): State {
  return work.machine(executionOf(work, branch.execution).revision).states.get(branch.state)!
}

/** Adds to the history of the execution. `details` are those that the SDK documents for `type`. */
export function record(work: Work, execution: Execution, type: string, details: object): void {
  execution.events += 1
  const at = work.clock.now()
  const text = JSON.stringify(details)
  work.tables.addEvent({ execution: execution.id, id: execution.events, at, type, details: text })
}

export function setTimer(work: Work, branch: Branch, kind: TimerKind, afterMs: number): void {
  const due = work.clock.now() + afterMs
  work.tables.setTimer({ branch: branch.id, kind, due, interval: afterMs })
}

/** The context object, `$$`. */
export function contextOf(work: Work, branch: Branch): Json {
  const execution = executionOf(work, branch.execution)
  const retries: number[] = JSON.parse(branch.retries)
  const state = stateOf(work, branch)
  const isCallback = state.Type === 'Task' && state.Resource === callbackResource
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input),
      Name: execution.name,
      RedriveCount: 0,
      StartTime: new Date(execution.startedAt).toISOString(),
    },
    State: {
      EnteredTime: new Date(branch.enteredAt).toISOString(),
      Name: branch.state,
      RetryCount: retries.reduce((sum, count) => sum + count, 0),
    },
    StateMachine: { Id: execution.machine, Name: execution.machine.split(':').at(-1)! },
    // As on AWS, only a task that waits for it has a token.
    ...(isCallback && { Task: { Token: branch.attempt } }),
    ...(branch.item !== null && { Map: { Item: JSON.parse(branch.item) } }),
  }
}

/** A pure computation's value, or how it fails the state. Faults of the database must not pass through here. */
export function computed<T>(compute: () => T): T | StateError {
  try {
    return compute()
  } catch (error) {
    return asStateError(error)
  }
}
