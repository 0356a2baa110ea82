// The rows that the emulator keeps: state machines, executions, where their branches stand, timers, history.

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'

/** Times are milliseconds since the epoch; `input`, `output` and `details` are JSON texts. */
export type Execution = {
  id: number
  arn: string
  machine: string
  revision: number
  name: string
  input: string
  status: ExecutionStatus
  state: string
  startedAt: number
  stoppedAt: number | null
  output: string | null
  error: string | null
  cause: string | null
  events: number
}

export type StateMachine = {
  arn: string
  name: string
  roleArn: string
  createdAt: number
  updatedAt: number
  revision: number
  definition: string
}

/**
 * Where a branch stands in its state:
 * `ready` to be performed · `waiting` for a timer · `invoking` a function that has not answered · `submitted`: it
 * answered and the task token is awaited · `forked`: its children run · `held` back by MaxConcurrency · `done`.
 */
type Phase = 'ready' | 'waiting' | 'invoking' | 'submitted' | 'forked' | 'held' | 'done'

/** A line of states: the execution's own, or a branch of a Parallel, or an iteration of a Map. */
export type Branch = {
  id: number
  execution: number
  parent: number | null
  position: number
  item: string | null
  state: string
  enteredAt: number
  input: string
  phase: Phase
  /** Retries made so far, one count per retrier, as JSON. */
  retries: string
  /** Names this attempt of a task, so that an answer to an earlier one is told apart; a task token if it is one. */
  attempt: string | null
  /** The task's call, as JSON. */
  request: string | null
  /** Of a branch that is done, or of a Wait once it is over, as JSON. */
  output: string | null
}

export type NewExecution = Pick<
  Execution,
  'arn' | 'machine' | 'revision' | 'name' | 'input' | 'state' | 'startedAt'
>
export type NewBranch = Omit<Branch, 'id' | 'retries' | 'attempt' | 'request' | 'output'>

export type TimerKind = 'wait' | 'retry' | 'timeout' | 'heartbeat' | 'execution'
export type Timer = { branch: number; kind: TimerKind; due: number; interval: number }
export type HistoryEvent = { id: number; at: number; type: string; details: string }
