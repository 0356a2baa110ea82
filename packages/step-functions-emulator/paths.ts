// Reference paths: the part of JSONPath that names exactly one place, which is all that our state machines may use.
import { StateError } from './errors.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What a path may look into: `$` is the input, `$$` the context object. */
export interface Scope {
  input: Json
  context: Json
}

export interface Path {
  root: keyof Scope
  steps: (string | number)[]
}

const step = /\.([\p{L}\p{N}_-]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)+)'\]/uy

/** `$.order.items[0]`, `$['odd name']`, `$$.Task.Token` → its steps; undefined when it is anything else. */
export function parsePath(text: string): Path | undefined {
  const root = /^\$\$?/.exec(text)?.[0]
  if (root === undefined) return undefined
  const steps: Path['steps'] = []
  step.lastIndex = root.length
  while (step.lastIndex < text.length) {
    const match = step.exec(text)
    if (!match) return undefined
    const [, name, index, quoted] = match
    steps.push(index === undefined ? (name ?? quoted!.replace(/\\(.)/gu, '$1')) : Number(index))
  }
  return { root: root === '$' ? 'input' : 'context', steps }
}

/** The value at the path; undefined when there is none. */
export function readPath(path: Path, scope: Scope): Json | undefined {
  let value: Json | undefined = scope[path.root]
  for (const key of path.steps) value = child(value, key)
  return value
}

/** As readPath, but a path that leads nowhere ends the execution, as it does on AWS. */
export function resolve(text: string, scope: Scope): Json {
  const path = parsePath(text)
  const value = path && readPath(path, scope)
  if (value === undefined) {
    throw new StateError('States.Runtime', `The JSONPath '${text}' could not be found in the input`)
  }
  return value
}

/** A copy of `target` with `value` at the path: objects on the way are made, anything else in the way is an error. */
export function writePath(text: string, target: Json, value: Json): Json {
  const path = parsePath(text)
  if (path?.root !== 'input') throw new StateError('States.Runtime', `'${text}' is not a ResultPath`)
  return place(target, path.steps, value, text)
}

function place(target: Json | undefined, steps: Path['steps'], value: Json, text: string): Json {
  const [key, ...rest] = steps
  if (key === undefined) return value
  if (typeof key === 'number' && Array.isArray(target) && key < target.length) {
    return target.with(key, place(target[key], rest, value, text))
  }
  if (typeof key === 'string' && (target === undefined || isObject(target))) {
    return { ...target, [key]: place(child(target, key), rest, value, text) }
  }
  throw new StateError(
    'States.ResultPathMatchFailure',
    `Unable to apply ResultPath '${text}' to the state's input`,
  )
}

function child(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof key === 'number') return Array.isArray(value) ? value[key] : undefined
  // Own properties only, so that `$.constructor` is as absent here as it is on AWS.
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
