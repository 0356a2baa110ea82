// What happens to a task from outside: its function answers, its token is used, its time is up.
import { asBoundedText } from './data-flow.ts'
import { ApiError, StateError } from './errors.ts'
import type { Json } from './paths.ts'
import type { Branch, Timer } from './rows.ts'
import type { TaskRequest } from './states.ts'
import { recordTask } from './task-events.ts'
import { complete, end, fail, leave, reportedName } from './transitions.ts'
import { computed, executionOf, stateOf, type Work } from './work.ts'

/** The function returned. A callback task goes on waiting for its token. */
export function returned(work: Work, id: number, attempt: string, value: Json): void {
  const branch = stillInvoking(work, id, attempt)
  if (!branch) return
  const output = computed(() => asBoundedText(value))
  if (output instanceof StateError) {
    failTask(work, branch, output)
    return
  }
  const { isCallback, isEnveloped }: TaskRequest = JSON.parse(branch.request!)
  if (isCallback) {
    branch.phase = 'submitted'
    work.tables.saveBranch(branch)
    recordTask(work, branch, 'Submitted', { output })
    return
  }
  recordTask(work, branch, 'Succeeded', { output })
  complete(
    work,
    branch,
    isEnveloped ? { ExecutedVersion: '$LATEST', Payload: value, StatusCode: 200 } : value,
  )
}

/** The function threw, or could not be called. */
export function threw(work: Work, id: number, attempt: string, error: StateError): void {
  const branch = stillInvoking(work, id, attempt)
  if (branch) failTask(work, branch, error)
}

/** The branch, unless its task has moved on: it timed out, or its token was used while the function still ran. */
function stillInvoking(work: Work, id: number, attempt: string): Branch | undefined {
  const branch = work.tables.branch(id)
  return branch?.phase === 'invoking' && branch.attempt === attempt ? branch : undefined
}

/** SendTaskSuccess. */
export function succeedByToken(work: Work, token: string, output: Json): void {
  const branch = branchOfToken(work, token)
  recordTask(work, branch, 'Succeeded', { output: JSON.stringify(output) })
  complete(work, branch, output)
}

/** SendTaskFailure. */
export function failByToken(work: Work, token: string, error: StateError): void {
  failTask(work, branchOfToken(work, token), error)
}

/** SendTaskHeartbeat: the next one is due a full interval from now. */
export function heartbeat(work: Work, token: string): void {
  const timer = work.tables.heartbeat(branchOfToken(work, token).id)
  if (timer) work.tables.setTimer({ ...timer, due: work.clock.now() + timer.interval })
}

/** A token is good until its attempt has ended, however it ended. */
function branchOfToken(work: Work, token: string): Branch {
  const known = work.tables.token(token)
  if (!known)
    throw new ApiError(
      'InvalidToken',
      'Invalid Token: the token was not issued by this state machine service',
    )
  const branch = work.tables.branch(known.branch)
  if (branch?.attempt === token) return branch
  throw new ApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
}

function failTask(work: Work, branch: Branch, error: StateError): void {
  recordTask(work, branch, 'Failed', { error: error.name, cause: error.message })
  fail(work, branch, error)
}

/** A timer of the branch is due. */
export function fire(work: Work, timer: Timer): void {
  const branch = work.tables.branch(timer.branch)!
  work.tables.removeTimer(timer)
  switch (timer.kind) {
    case 'wait': {
      const state = stateOf(work, branch)
      leave(work, branch, branch.output!, 'Next' in state ? state.Next : undefined)
      break
    }
    case 'retry':
      branch.phase = 'ready'
      work.tables.saveBranch(branch)
      work.ready.push(branch.id)
      break
    case 'timeout':
      timeOut(work, branch, new StateError('States.Timeout', ''))
      break
    case 'heartbeat':
      timeOut(work, branch, new StateError('States.HeartbeatTimeout', ''))
      break
    case 'execution':
      end(work, executionOf(work, branch.execution), 'TIMED_OUT', {})
      break
  }
}

function timeOut(work: Work, branch: Branch, error: StateError): void {
  recordTask(work, branch, 'TimedOut', { error: reportedName(error) })
  fail(work, branch, error)
}
