// The moves of a branch from state to state, up to the end of its execution.
import { asBoundedText, mergeResult, outputOf } from './data-flow.ts'
import { catcherFor, nextRetry } from './error-handling.ts'
import { StateError } from './errors.ts'
import type { Json } from './paths.ts'
import type { Branch, Execution, ExecutionStatus } from './rows.ts'
import type { WorkingState } from './state-schemas.ts'
import { computed, contextOf, executionOf, record, setTimer, stateOf, type Work } from './work.ts'

/** `input` is JSON text. The state is performed before the transaction ends. */
export function enter(work: Work, branch: Branch, name: string, input: string): void {
  const execution = executionOf(work, branch.execution)
  branch.state = name
  branch.input = input
  branch.enteredAt = work.clock.now()
  branch.phase = 'ready'
  branch.retries = '[]'
  work.tables.saveBranch(branch)
  if (branch.parent === null) execution.state = name
  record(work, execution, `${stateOf(work, branch).Type}StateEntered`, { name, input })
  work.ready.push(branch.id)
}

/** Goes on to `next`, or ends the branch when there is none. `output` is JSON text. */
export function leave(work: Work, branch: Branch, output: string, next: string | undefined): void {
  const execution = executionOf(work, branch.execution)
  const type = `${stateOf(work, branch).Type}StateExited`
  record(work, execution, type, { name: branch.state, output })
  abandonAttempt(work, branch)
  if (next !== undefined) enter(work, branch, next, output)
  else if (branch.parent === null) end(work, execution, 'SUCCEEDED', { output })
  else {
    branch.phase = 'done'
    branch.output = output
    work.tables.saveBranch(branch)
    join(work, branch.parent)
  }
}

/** A Task, Parallel or Map has its result. */
export function complete(work: Work, branch: Branch, result: Json): void {
  const state = stateOf(work, branch) as WorkingState
  const output = computed(() =>
    asBoundedText(outputOf(state, JSON.parse(branch.input), result, contextOf(work, branch))),
  )
  if (output instanceof StateError) fail(work, branch, output)
  else leave(work, branch, output, state.Next)
}

/** Retries, goes where the error is caught, or fails what the branch is part of. */
export function fail(work: Work, branch: Branch, error: StateError): void {
  abandonAttempt(work, branch)
  const state = stateOf(work, branch)
  const { Retry = [], Catch = [] } = 'Retry' in state ? state : {}
  const retry = nextRetry(Retry, JSON.parse(branch.retries), error, work.random)
  if (retry) {
    branch.phase = 'waiting'
    branch.retries = JSON.stringify(retry.retries)
    work.tables.saveBranch(branch)
    setTimer(work, branch, 'retry', retry.delayMs)
    return
  }
  const catcher = catcherFor(Catch, error)
  if (!catcher) {
    surrender(work, branch, error)
    return
  }
  const caught = { Error: reportedName(error), Cause: error.message }
  const output = computed(() =>
    asBoundedText(mergeResult(catcher.ResultPath, JSON.parse(branch.input), caught)),
  )
  if (output instanceof StateError) surrender(work, branch, output)
  else leave(work, branch, output, catcher.Next)
}

/** Ends the execution and everything that it still waits for. */
export function end(
  work: Work,
  execution: Execution,
  status: ExecutionStatus,
  outcome: { output?: string; error?: string | undefined; cause?: string | undefined },
): void {
  work.tables.removeBranches({ execution: execution.id })
  execution.status = status
  execution.stoppedAt = work.clock.now()
  execution.output = outcome.output ?? null
  execution.error = outcome.error ?? null
  execution.cause = outcome.cause ?? null
  const types = {
    SUCCEEDED: 'Succeeded',
    FAILED: 'Failed',
    TIMED_OUT: 'TimedOut',
    ABORTED: 'Aborted',
    RUNNING: '',
  }
  record(work, execution, `Execution${types[status]}`, outcome)
}

/** AWS matches a missed heartbeat by its own name and reports it as a timeout. */
export function reportedName(error: StateError): string {
  return error.name === 'States.HeartbeatTimeout' ? 'States.Timeout' : error.name
}

function surrender(work: Work, branch: Branch, error: StateError): void {
  if (branch.parent !== null) {
    fail(work, work.tables.branch(branch.parent)!, error)
    return
  }
  const outcome = { error: reportedName(error) || undefined, cause: error.message || undefined }
  end(work, executionOf(work, branch.execution), 'FAILED', outcome)
}

/** A child has ended: the next that MaxConcurrency held back may go, and the last completes its parent. */
function join(work: Work, parentId: number): void {
  const children = work.tables.children(parentId)
  const held = children.find((child) => child.phase === 'held')
  if (held) enter(work, held, held.state, held.input)
  if (children.some((child) => child.phase !== 'done')) return
  const results = children.map((child): Json => JSON.parse(child.output!))
  complete(work, work.tables.branch(parentId)!, results)
}

/** From here on, timers, children, answers and tokens of the state's last attempt mean nothing. */
function abandonAttempt(work: Work, branch: Branch): void {
  work.tables.clearStateTimers({ branch: branch.id })
  work.tables.removeChildren({ parent: branch.id })
  branch.attempt = null
  branch.request = null
}
