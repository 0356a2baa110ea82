// Runs units of work: one SQLite transaction each, and the calls of functions only after its commit.

import { type Machine, parseDefinition } from './definition.ts'
import { StateError } from './errors.ts'
import { createInvocations } from './invocations.ts'
import type { Json } from './paths.ts'
import type { Clock } from './ports.ts'
import type { Branch, Execution } from './rows.ts'
import type { TaskRequest } from './states.ts'
import { performReady } from './steps.ts'
import type { Tables } from './tables.ts'
import { fire, returned, threw } from './tasks.ts'
import type { Work } from './work.ts'

export interface EngineOptions {
  tables: Tables
  clock: Clock
  random: () => number
  invoke: (functionName: string, payload: unknown) => Promise<unknown>
  /** Called after each commit with the executions that it touched. */
  committed: (executions: Execution[]) => void
}

export interface Engine {
  /** Commits what `change` does and everything that follows at once from it; when it throws, nothing has happened. */
  run<T>(change: (work: Work) => T): T
  /** Fires, in the order of their times, all timers that are due. */
  fireDue(): void
  /** Calls again the functions whose answers were still awaited when the process died. */
  resume(): void
  idle(): Promise<void>
  /** Answers that come from now on are dropped; a later engine on the same tables calls those functions again. */
  close(): void
}

export function createEngine({ tables, clock, random, invoke, committed }: EngineOptions): Engine {
  const invocations = createInvocations()
  const machines = new Map<number, Machine>()
  let isClosed = false

  function machine(revision: number): Machine {
    const known = machines.get(revision) ?? parseDefinition(tables.revision(revision)!.definition)
    machines.set(revision, known)
    return known
  }

  function run<T>(change: (work: Work) => T): T {
    const work: Work = { tables, clock, random, machine, executions: new Map(), ready: [], invoking: [] }
    const result = tables.transaction(() => {
      const value = change(work)
      performReady(work)
      for (const execution of work.executions.values()) tables.saveExecution(execution)
      return value
    })
    for (const branch of work.invoking) invocations.launch(() => call(branch))
    committed([...work.executions.values()])
    return result
  }

  async function call({ id, attempt, request }: Branch): Promise<void> {
    if (isClosed) return
    const outcome = await outcomeOf(JSON.parse(request!))
    if (isClosed) return
    run((work) => {
      if (outcome instanceof StateError) threw(work, id, attempt!, outcome)
      else returned(work, id, attempt!, outcome)
    })
  }

  async function outcomeOf({ functionName, payload }: TaskRequest): Promise<Json | StateError> {
    try {
      const value = await invoke(functionName, JSON.parse(payload))
      return JSON.parse(JSON.stringify(value ?? null))
    } catch (error) {
      return functionError(error)
    }
  }

  function fireDue(): void {
    const now = clock.now()
    for (let timer = tables.firstTimer(); timer && timer.due <= now; timer = tables.firstTimer()) {
      const due = timer
      run((work) => fire(work, due))
    }
  }

  return {
    run,
    fireDue,
    resume() {
      // What fell due while nobody ran comes first: a call that has timed out since must not be made again.
      const interrupted = [...tables.invoking()]
      fireDue()
      const waiting = new Map([...tables.invoking()].map((branch) => [branch.id, branch]))
      for (const branch of interrupted) {
        const now = waiting.get(branch.id)
        if (now?.attempt === branch.attempt && now?.request === branch.request)
          invocations.launch(() => call(branch))
      }
    },
    idle: invocations.idle,
    close() {
      isClosed = true
    },
  }
}

/** The error as Lambda reports it to Step Functions: its type as the name, a JSON object as the cause. */
function functionError(error: unknown): StateError {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const trace = stack.split('\n').map((line) => line.trim())
  return new StateError(name, JSON.stringify({ errorType: name, errorMessage: message, trace }))
}
