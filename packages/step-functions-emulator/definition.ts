// Reads a state machine definition and refuses, when it is deployed, whatever could only fail when it runs.
import * as z from 'zod'
import { ApiError } from './errors.ts'
import { machineSchema, type State, type StateGroup, stateSchema } from './state-schemas.ts'

/** State names are unique in the whole machine, so that a name alone says where a branch stands. */
export interface Machine {
  startAt: string
  timeoutSeconds: number | undefined
  states: ReadonlyMap<string, State>
}

const maxDefinitionLength = 1_048_576

/** ASL text → machine; throws InvalidDefinition with every mistake found. */
export function parseDefinition(text: string): Machine {
  if (text.length > maxDefinitionLength) throw invalid(['the definition is longer than 1 MB'])
  const parsed = machineSchema.safeParse(json(text))
  if (!parsed.success) throw invalid([z.prettifyError(parsed.error)])
  const states = new Map<string, State>()
  const problems = readGroup(parsed.data, states)
  if (problems.length > 0) throw invalid(problems)
  return { startAt: parsed.data.StartAt, timeoutSeconds: parsed.data.TimeoutSeconds, states }
}

function readGroup(group: StateGroup, states: Map<string, State>): string[] {
  const problems: string[] = []
  const own = new Map<string, State>()
  for (const [name, value] of Object.entries(group.States)) {
    if (states.has(name)) problems.push(`${name}: another state has the same name`)
    const parsed = stateSchema.safeParse(value)
    if (parsed.success) own.set(name, parsed.data)
    else problems.push(`${name}: ${z.prettifyError(parsed.error)}`)
  }
  for (const [name, state] of own) {
    states.set(name, state)
    problems.push(...stateProblems(state).map((problem) => `${name}: ${problem}`))
  }
  if (problems.length === 0) problems.push(...transitionProblems(group.StartAt, own))
  for (const state of own.values()) {
    const inner =
      state.Type === 'Parallel' ? state.Branches : state.Type === 'Map' ? [state.ItemProcessor] : []
    for (const branch of inner) problems.push(...readGroup(branch, states))
  }
  return problems
}

function transitionProblems(startAt: string, states: ReadonlyMap<string, State>): string[] {
  const problems: string[] = []
  const reached = new Set<string>()
  const ahead = [startAt]
  for (const name of ahead) {
    if (reached.has(name)) continue
    reached.add(name)
    const state = states.get(name)
    if (state) ahead.push(...targetsOf(state))
    else problems.push(`there is no state '${name}' to go to in this scope`)
  }
  for (const name of states.keys()) {
    if (!reached.has(name)) problems.push(`${name}: no transition leads to this state`)
  }
  return problems
}

function targetsOf(state: State): string[] {
  const targets: (string | undefined)[] = []
  if ('Next' in state) targets.push(state.Next)
  if ('Catch' in state) targets.push(...state.Catch.map((catcher) => catcher.Next))
  if (state.Type === 'Choice') targets.push(state.Default, ...state.Choices.map((choice) => choice.Next))
  return targets.filter((target) => target !== undefined)
}

function stateProblems(state: State): string[] {
  const problems: string[] = []
  const expectOne = (fields: Record<string, unknown>, least = 1) => {
    const given = Object.values(fields).filter((value) => value !== undefined).length
    if (given > 1 || given < least) {
      problems.push(
        `must have ${least === 1 ? 'exactly' : 'at most'} one of ${Object.keys(fields).join(', ')}`,
      )
    }
  }
  if (state.Type !== 'Choice' && state.Type !== 'Succeed' && state.Type !== 'Fail') {
    expectOne({ Next: state.Next, End: state.End })
  }
  if (state.Type === 'Wait') {
    const { Seconds, SecondsPath, Timestamp, TimestampPath } = state
    expectOne({ Seconds, SecondsPath, Timestamp, TimestampPath })
  }
  if (state.Type === 'Fail') {
    expectOne({ Error: state.Error, ErrorPath: state.ErrorPath }, 0)
    expectOne({ Cause: state.Cause, CausePath: state.CausePath }, 0)
  }
  if (state.Type === 'Task') {
    const { TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath } = state
    expectOne({ TimeoutSeconds, TimeoutSecondsPath }, 0)
    expectOne({ HeartbeatSeconds, HeartbeatSecondsPath }, 0)
    if ((HeartbeatSeconds ?? 0) >= (TimeoutSeconds ?? Number.POSITIVE_INFINITY)) {
      problems.push('HeartbeatSeconds must be smaller than TimeoutSeconds')
    }
  }
  if ('Retry' in state) problems.push(...errorNameProblems(state.Retry), ...errorNameProblems(state.Catch))
  return problems
}

/** States.ALL matches everything, so what stands beside or after it would never be looked at. */
function errorNameProblems(handlers: { ErrorEquals: string[] }[]): string[] {
  return handlers.flatMap(({ ErrorEquals }, index) => {
    if (!ErrorEquals.includes('States.ALL')) return []
    const isAloneAndLast = ErrorEquals.length === 1 && index === handlers.length - 1
    return isAloneAndLast ? [] : ['States.ALL must stand alone and last']
  })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalid([`the definition is not JSON: ${(error as Error).message}`])
  }
}

function invalid(problems: string[]): ApiError {
  return new ApiError('InvalidDefinition', `Invalid State Machine Definition: ${problems.join('; ')}`)
}
