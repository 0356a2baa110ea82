// Intrinsic functions (`States.Format('…', $.x)`), as far as dumb state machines need them.
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { StateError } from './errors.ts'
import { isObject, type Json, type Path, parsePath, readPath, type Scope } from './paths.ts'

/** A literal string keeps its escapes, because `States.Format` reads `\{` otherwise than `{`. */
type Expression =
  | { kind: 'value'; value: Json }
  | { kind: 'string'; raw: string }
  | { kind: 'path'; text: string; path: Path }
  | { kind: 'call'; name: string; args: Expression[] }

const token =
  /\s*(?:(?<string>'(?:[^'\\]|\\.)*')|(?<number>-?\d+(?:\.\d+)?)|(?<word>true|false|null)(?![\w.])|(?<call>States\.\w+)\s*\(|(?<path>\$(?:[^\s,()'[\]]|\[\d+\]|\['(?:[^'\\]|\\.)+'\])*))\s*/uy

/** A path or an intrinsic call, as the value of a `.$` field; undefined when it is neither. */
export function parseExpression(text: string): Expression | undefined {
  const [expression, end] = parseAt(text, 0)
  const isWhole = end === text.length
  return isWhole && (expression?.kind === 'path' || expression?.kind === 'call') ? expression : undefined
}

function parseAt(text: string, start: number): [Expression | undefined, number] {
  token.lastIndex = start
  const groups = token.exec(text)?.groups
  let end = token.lastIndex
  if (!groups) return [undefined, start]
  const { string, number, word, call, path } = groups
  if (string !== undefined) return [{ kind: 'string', raw: string.slice(1, -1) }, end]
  if (number !== undefined || word !== undefined)
    return [{ kind: 'value', value: JSON.parse(number ?? word!) }, end]
  if (path !== undefined) {
    const parsed = parsePath(path)
    return [parsed && { kind: 'path', text: path, path: parsed }, end]
  }
  const name = call!.slice('States.'.length)
  const args: Expression[] = []
  let hasMore = text[end] !== ')'
  while (hasMore) {
    const [argument, after] = parseAt(text, end)
    if (!argument || (text[after] !== ',' && text[after] !== ')')) return [undefined, start]
    args.push(argument)
    hasMore = text[after] === ','
    end = hasMore ? after + 1 : after
  }
  const afterCall = end + 1 + /^\s*/u.exec(text.slice(end + 1))![0].length
  return [Object.hasOwn(functions, name) ? { kind: 'call', name, args } : undefined, afterCall]
}

/** Values of a `.$` field. A path that leads nowhere is States.Runtime; wrong arguments are States.IntrinsicFailure. */
export function evaluate(text: string, scope: Scope): Json {
  const expression = parseExpression(text)
  if (!expression)
    throw new StateError('States.Runtime', `'${text}' is neither a path nor an intrinsic function`)
  return valueFrom(expression, scope)
}

function valueFrom(expression: Expression, scope: Scope): Json {
  switch (expression.kind) {
    case 'value':
      return expression.value
    case 'string':
      return expression.raw.replace(/\\(.)/gsu, '$1')
    case 'path': {
      const value = readPath(expression.path, scope)
      if (value !== undefined) return value
      throw new StateError(
        'States.Runtime',
        `The JSONPath '${expression.text}' could not be found in the input`,
      )
    }
    case 'call': {
      const [first] = expression.args
      const keepsEscapes = expression.name === 'Format' && first?.kind === 'string'
      const args = expression.args.map((argument) => valueFrom(argument, scope))
      return functions[expression.name]!(...(keepsEscapes ? [first.raw, ...args.slice(1)] : args))
    }
  }
}

const functions: Record<string, (...args: Json[]) => Json> = {
  Array: (...items) => items,
  ArrayContains: (items, wanted) => list(items).some((item) => isDeepStrictEqual(item, wanted)),
  ArrayGetItem: (items, index) => list(items)[integer(index)] ?? refuse(`there is no item ${index}`),
  ArrayLength: (items) => list(items).length,
  Format: format,
  JsonMerge: (left, right, deep) =>
    deep === false ? { ...object(left), ...object(right) } : refuse('JsonMerge merges shallowly only'),
  JsonToString: (value) => JSON.stringify(value),
  MathAdd: (left, right) => integer(left) + integer(right),
  StringToJson: (text) => {
    try {
      return JSON.parse(string(text))
    } catch {
      return refuse('StringToJson was given no JSON')
    }
  },
  UUID: () => randomUUID(),
}

function format(template: Json | undefined, ...values: Json[]): string {
  let used = 0
  const text = string(template).replace(/\\(.)|\{\}/gsu, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped
    const value = values[used++]
    return typeof value === 'string'
      ? value
      : (JSON.stringify(value) ?? refuse('Format has too few arguments'))
  })
  return used === values.length ? text : refuse(`Format has ${values.length} arguments for ${used} places`)
}

function refuse(problem: string): never {
  throw new StateError('States.IntrinsicFailure', problem)
}
const list = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? value : refuse('an array was expected')
const object = (value: Json | undefined) => (isObject(value) ? value : refuse('an object was expected'))
const string = (value: Json | undefined): string =>
  typeof value === 'string' ? value : refuse('a string was expected')
const integer = (value: Json | undefined): number =>
  Number.isSafeInteger(value) ? Number(value) : refuse('a whole number was expected')
