// What each type of state does when it is entered, as plain data for the engine to carry out.
import { holds, instant } from './choice.ts'
import { asBoundedText, fill, mergeResult, select } from './data-flow.ts'
import { StateError } from './errors.ts'
import { isObject, type Json, resolve, type Scope } from './paths.ts'
import { callbackResource, invokeResource, type State, type TaskState } from './state-schemas.ts'

/** A call of a function. `isEnveloped`: what it returns becomes the `Payload` of the task's result. */
export interface TaskRequest {
  functionName: string
  /** JSON text. */
  payload: string
  isCallback: boolean
  isEnveloped: boolean
}

/** Data is JSON text already, so that what cannot be written as such fails here, where a failure is the state's. */
export type Outcome =
  | { kind: 'leave'; output: string; next: string | undefined }
  | { kind: 'wait'; until: number; output: string; next: string | undefined }
  | { kind: 'invoke'; request: TaskRequest; timeoutMs: number | undefined; heartbeatMs: number | undefined }
  | { kind: 'fork'; children: Child[]; limit: number }
  | { kind: 'fail'; error: string | undefined; cause: string | undefined }

/** A branch of Parallel or an iteration of Map; `item` is what `$$.Map.Item` shows. Both are JSON text. */
export interface Child {
  startAt: string
  input: string
  item: string | null
}

/** `rawInput` is what the previous state left; `now` is in milliseconds. Throws StateError. */
export function perform(state: State, rawInput: Json, context: Json, now: number): Outcome {
  if (state.Type === 'Fail') return failure(state, { input: rawInput, context })
  const scope = { input: select(state.InputPath, rawInput, context), context }
  const output = (value: Json) => asBoundedText(select(state.OutputPath, value, context))
  switch (state.Type) {
    case 'Succeed':
      return { kind: 'leave', output: output(scope.input), next: undefined }
    case 'Pass': {
      const result = state.Result === undefined ? fill(state.Parameters, scope) : state.Result
      const merged = mergeResult(state.ResultPath, rawInput, result)
      return { kind: 'leave', output: output(merged), next: state.Next }
    }
    case 'Choice': {
      const next = state.Choices.find((choice) => holds(choice.rule, scope))?.Next ?? state.Default
      if (next !== undefined) return { kind: 'leave', output: output(scope.input), next }
      throw new StateError('States.NoChoiceMatched', 'No choice rule holds, and there is no Default')
    }
    case 'Wait': {
      const until = waitsUntil(state, scope, now)
      const leaving = { output: output(scope.input), next: state.Next }
      return until > now ? { kind: 'wait', until, ...leaving } : { kind: 'leave', ...leaving }
    }
    case 'Task':
      return {
        kind: 'invoke',
        request: taskRequest(state, scope),
        timeoutMs: duration(state.TimeoutSeconds, state.TimeoutSecondsPath, scope, 1),
        heartbeatMs: duration(state.HeartbeatSeconds, state.HeartbeatSecondsPath, scope, 1),
      }
    case 'Parallel': {
      const input = asBoundedText(fill(state.Parameters, scope))
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
  if (!isEnveloped) {
    return { functionName: state.Resource, payload: asBoundedText(parameters), isCallback, isEnveloped }
  }
  const { FunctionName: functionName, Payload: payload = {} } = isObject(parameters) ? parameters : {}
  if (typeof functionName !== 'string') throw new StateError('States.Runtime', 'Parameters lack FunctionName')
  return { functionName, payload: asBoundedText(payload), isCallback, isEnveloped }
}

function iterations(state: State & { Type: 'Map' }, scope: Scope): Outcome {
  const items = state.ItemsPath === undefined ? scope.input : resolve(state.ItemsPath, scope)
  if (!Array.isArray(items)) throw new StateError('States.Runtime', 'A Map goes through arrays only')
  const children = items.map((Value, Index) => {
    const item = { Index, Value }
    const context = { ...(scope.context as Record<string, Json>), Map: { Item: item } }
    const input = state.ItemSelector === undefined ? Value : fill(state.ItemSelector, { ...scope, context })
    return { startAt: state.ItemProcessor.StartAt, input: asBoundedText(input), item: JSON.stringify(item) }
  })
  return { kind: 'fork', children, limit: state.MaxConcurrency || children.length }
}
