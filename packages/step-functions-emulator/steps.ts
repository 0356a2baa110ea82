// Performs the state that a branch has entered, up to the point where something outside must happen.
import { randomBytes } from 'node:crypto'
import { StateError } from './errors.ts'
import type { Branch } from './rows.ts'
import { type Child, type Outcome, perform } from './states.ts'
import { recordTask } from './task-events.ts'
import { complete, end, enter, fail, leave } from './transitions.ts'
import { computed, contextOf, executionOf, setTimer, stateOf, type Work } from './work.ts'

/** The quota of AWS on history events: an execution that runs in circles ends here. */
const maxEvents = 25_000

/** Performs every branch that is ready, and those that thereby become ready. */
export function performReady(work: Work): void {
  for (const id of work.ready) {
    const branch = work.tables.branch(id)
    // Another branch may meanwhile have ended the execution or the state that this one is part of.
    if (branch) step(work, branch)
  }
}

function step(work: Work, branch: Branch): void {
  const execution = executionOf(work, branch.execution)
  if (execution.events >= maxEvents) {
    const cause = `The execution reached the maximum number of history events (${maxEvents}).`
    end(work, execution, 'FAILED', { error: 'States.Runtime', cause })
    return
  }
  const state = stateOf(work, branch)
  // Every attempt gets a name, so that an answer to an earlier one is known; as a callback's it is the task token.
  if (state.Type === 'Task') branch.attempt = randomBytes(48).toString('base64url')
  const now = work.clock.now()
  const outcome = computed(() => perform(state, JSON.parse(branch.input), contextOf(work, branch), now))
  if (outcome instanceof StateError) fail(work, branch, outcome)
  else carryOut(work, branch, outcome)
}

function carryOut(work: Work, branch: Branch, outcome: Outcome): void {
  switch (outcome.kind) {
    case 'leave':
      leave(work, branch, outcome.output, outcome.next)
      break
    case 'fail':
      fail(work, branch, new StateError(outcome.error ?? '', outcome.cause ?? ''))
      break
    case 'wait':
      wait(work, branch, outcome)
      break
    case 'fork':
      fork(work, branch, outcome)
      break
    case 'invoke':
      schedule(work, branch, outcome)
      break
  }
}

function wait(work: Work, branch: Branch, { until, output }: Outcome & { kind: 'wait' }): void {
  branch.phase = 'waiting'
  branch.output = output
  work.tables.saveBranch(branch)
  setTimer(work, branch, 'wait', until - work.clock.now())
}

function fork(work: Work, branch: Branch, { children, limit }: Outcome & { kind: 'fork' }): void {
  if (children.length === 0) {
    complete(work, branch, [])
    return
  }
  branch.phase = 'forked'
  work.tables.saveBranch(branch)
  const branches = children.map((child, position) => addChild(work, branch, child, position))
  for (const child of branches.slice(0, limit)) enter(work, child, child.state, child.input)
}

function addChild(work: Work, parent: Branch, child: Child, position: number): Branch {
  return work.tables.addBranch({
    execution: parent.execution,
    parent: parent.id,
    position,
    item: child.item ?? parent.item,
    state: child.startAt,
    enteredAt: work.clock.now(),
    input: child.input,
    phase: 'held',
  })
}

function schedule(work: Work, branch: Branch, outcome: Outcome & { kind: 'invoke' }): void {
  const { request, timeoutMs, heartbeatMs } = outcome
  branch.phase = 'invoking'
  branch.request = JSON.stringify(request)
  work.tables.saveBranch(branch)
  if (request.isCallback) {
    work.tables.addToken({ token: branch.attempt!, branch: branch.id, execution: branch.execution })
  }
  if (timeoutMs !== undefined) setTimer(work, branch, 'timeout', timeoutMs)
  if (heartbeatMs !== undefined) setTimer(work, branch, 'heartbeat', heartbeatMs)
  recordTask(work, branch, 'Scheduled', { request, timeoutMs, heartbeatMs })
  recordTask(work, branch, 'Started', {})
  work.invoking.push(branch)
}
