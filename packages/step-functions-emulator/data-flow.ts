// What a state sees and what it leaves behind: InputPath, Parameters, ResultSelector, ResultPath, OutputPath.
import { StateError } from './errors.ts'
import { evaluate, parseExpression } from './intrinsics.ts'
import { type Json, resolve, type Scope, writePath } from './paths.ts'

/** The most that a state may hand on, in bytes of UTF-8; the quota of AWS for inputs and outputs. */
export const maxDataBytes = 262_144

/** InputPath and OutputPath: null means an empty object, absence the whole. */
export function select(path: string | null | undefined, input: Json, context: Json): Json {
  if (path === null) return {}
  return path === undefined ? input : resolve(path, { input, context })
}

/** A payload template (Parameters, ResultSelector, ItemSelector): fields ending in `.$` are evaluated. */
export function fill(template: Json | undefined, scope: Scope): Json {
  return template === undefined ? scope.input : fillValue(template, scope)
}

function fillValue(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return template.map((item) => fillValue(item, scope))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$')
        ? [key.slice(0, -2), evaluate(String(value), scope)]
        : [key, fillValue(value, scope)],
    ),
  )
}

/** The fields of a template that can never be evaluated, as sentences. */
export function templateProblems(template: unknown): string[] {
  if (typeof template !== 'object' || template === null) return []
  return Object.entries(template).flatMap(([key, value]) => {
    if (!key.endsWith('.$')) return templateProblems(value)
    if (typeof value === 'string' && parseExpression(value)) return []
    return [`'${key}' must be a reference path or a known intrinsic function`]
  })
}

interface ResultFields {
  ResultSelector?: Json | undefined
  ResultPath?: string | null | undefined
  OutputPath?: string | null | undefined
}

/** The output of a state that got `result`, from its raw input (what came in before InputPath). */
export function outputOf(state: ResultFields, rawInput: Json, result: Json, context: Json): Json {
  const selected = fill(state.ResultSelector, { input: result, context })
  return select(state.OutputPath, mergeResult(state.ResultPath, rawInput, selected), context)
}

/** ResultPath: null discards the result, absence replaces the input. */
export function mergeResult(path: string | null | undefined, rawInput: Json, result: Json): Json {
  if (path === null) return rawInput
  return path === undefined ? result : writePath(path, rawInput, result)
}

/** The JSON text of what goes from state to state, refused beyond the quota as AWS refuses it. */
export function asBoundedText(value: Json): string {
  const text = JSON.stringify(value)
  if (Buffer.byteLength(text) <= maxDataBytes) return text
  throw new StateError('States.DataLimitExceeded', `The state's data is larger than ${maxDataBytes} bytes`)
}
