// What each type of state does when it is entered, as plain data for the engine to carry out.
import { holds, instant } from './choice.ts'
import { fill, mergeResult, select } from './data-flow.ts'
import { StateError } from './errors.ts'
import { type Json, resolve, type Scope } from './paths.ts'
import { callbackResource, invokeResource, type State, type TaskState } from './state-schemas.ts'

/** A call of a function. `isEnveloped`: what it returns becomes the `Payload` of the task's result. */
export interface TaskRequest {
  functionName: string
  payload: Json
  isCallback: boolean
  isEnveloped: boolean
}

export type Outcome =
  | { kind: 'leave'; output: Json; next: string | undefined }
  | { kind: 'wait'; until: number; output: Json; next: string | undefined }
  | { kind: 'invoke'; request: TaskRequest; timeoutMs: number | undefined; heartbeatMs: number | undefined }
  | { kind: 'fork'; children: Child[]; limit: number }
  | { kind: 'fail'; error: string | undefined; cause: string | undefined }

/** A branch of Parallel or an iteration of Map; `item` is what `$$.Map.Item` shows. */
export interface Child {
  startAt: string
  input: Json
  item: { Index: number; Value: Json } | null
}

/** `rawInput` is what the previous state left; `now` is in milliseconds. Throws StateError. */
export function perform(state: State, rawInput: Json, context: Json, now: number): Outcome {
  if (state.Type === 'Fail') return failure(state, { input: rawInput, context })
  const scope = { input: select(state.InputPath, rawInput, context), context }
  switch (state.Type) {
    case 'Succeed':
      return { kind: 'leave', output: select(state.OutputPath, scope.input, context), next: undefined }
    case 'Pass': {
      const result = state.Result === undefined ? fill(state.Parameters, scope) : state.Result
      const merged = mergeResult(state.ResultPath, rawInput, result)
      return { kind: 'leave', output: select(state.OutputPath, merged, context), next: state.Next }
    }
    case 'Choice': {
      const next = state.Choices.find((choice) => holds(choice.rule, scope))?.Next ?? state.Default
      if (next === undefined)
        throw new StateError('States.NoChoiceMatched', 'No choice rule holds, and there is no Default')
      return { kind: 'leave', output: select(state.OutputPath, scope.input, context), next }
    }
    case 'Wait': {
      const output = select(state.OutputPath, scope.input, context)
      return { kind: 'wait', until: waitsUntil(state, scope, now), output, next: state.Next }
    }
    case 'Task':
      return {
        kind: 'invoke',
        request: taskRequest(state, scope),
        timeoutMs: duration(state.TimeoutSeconds, state.TimeoutSecondsPath, scope, 1),
        heartbeatMs: duration(state.HeartbeatSeconds, state.HeartbeatSecondsPath, scope, 1),
      }
    case 'Parallel': {
      const input = fill(state.Parameters, scope)
      const children = state.Branches.map(({ StartAt }) => ({ startAt: StartAt, input, item: null }))
      return { kind: 'fork', children, limit: children.length }
    }
    case 'Map':
      return iterations(state, scope)
  }
}

function failure(state: State & { Type: 'Fail' }, scope: Scope): Outcome {
  const text = (literal: string | undefined, path: string | undefined) =>
    path === undefined ? literal : String(resolve(path, scope))
  return {
    kind: 'fail',
    error: text(state.Error, state.ErrorPath),
    cause: text(state.Cause, state.CausePath),
  }
}

function waitsUntil(state: State & { Type: 'Wait' }, scope: Scope, now: number): number {
  const wait = duration(state.Seconds, state.SecondsPath, scope, 0)
  if (wait !== undefined) return now + wait
  const timestamp = state.Timestamp ?? resolve(state.TimestampPath!, scope)
  const until = instant(timestamp)
  if (until === undefined)
    throw new StateError('States.Runtime', `'${JSON.stringify(timestamp)}' is not a timestamp`)
  return until
}

function duration(literal: number | undefined, path: string | undefined, scope: Scope, least: number) {
  if (path === undefined) return literal === undefined ? undefined : literal * 1000
  const seconds = resolve(path, scope)
  if (Number.isInteger(seconds) && Number(seconds) >= least && Number(seconds) <= 99_999_999) {
    return Number(seconds) * 1000
  }
  throw new StateError('States.Runtime', `'${path}' is not a number of seconds`)
}

function taskRequest(state: TaskState, scope: Scope): TaskRequest {
  const parameters = fill(state.Parameters, scope)
  const isCallback = state.Resource === callbackResource
  const isEnveloped = isCallback || state.Resource === invokeResource
  if (!isEnveloped) return { functionName: state.Resource, payload: parameters, isCallback, isEnveloped }
  const { FunctionName: functionName, Payload: payload = {} } = parameters as Record<string, Json>
  if (typeof functionName !== 'string') throw new StateError('States.Runtime', 'Parameters lack FunctionName')
  return { functionName, payload, isCallback, isEnveloped }
}

function iterations(state: State & { Type: 'Map' }, scope: Scope): Outcome {
  const items = state.ItemsPath === undefined ? scope.input : resolve(state.ItemsPath, scope)
  if (!Array.isArray(items))
    throw new StateError('States.Runtime', 'What a Map goes through must be an array')
  const children = items.map((Value, Index) => {
    const item = { Index, Value }
    const context = { ...(scope.context as Record<string, Json>), Map: { Item: item } }
    const input = state.ItemSelector === undefined ? Value : fill(state.ItemSelector, { ...scope, context })
    return { startAt: state.ItemProcessor.StartAt, input, item }
  })
  return { kind: 'fork', children, limit: state.MaxConcurrency || children.length }
}
