// Choice rules: all comparators of the Amazon States Language, read once and evaluated without surprises.
import * as z from 'zod'
import { StateError } from './errors.ts'
import { type Json, parsePath, readPath, resolve, type Scope } from './paths.ts'

export type Rule =
  | { kind: 'and' | 'or'; rules: Rule[] }
  | { kind: 'not'; rule: Rule }
  | { kind: 'compare'; variable: string; comparator: string; operand: Json }

/** Whether the rule holds. A variable that leads nowhere ends the execution, but for IsPresent. */
export function holds(rule: Rule, scope: Scope): boolean {
  switch (rule.kind) {
    case 'and':
      return rule.rules.every((part) => holds(part, scope))
    case 'or':
      return rule.rules.some((part) => holds(part, scope))
    case 'not':
      return !holds(rule.rule, scope)
    case 'compare':
      return compares(rule.variable, rule.comparator, rule.operand, scope)
  }
}

function compares(variable: string, comparator: string, operand: Json, scope: Scope): boolean {
  const value = readPath(parsePath(variable)!, scope)
  if (comparator === 'IsPresent') return (value !== undefined) === operand
  if (value === undefined) {
    const problem = `Invalid path '${variable}': The choice state's condition path references an invalid value.`
    throw new StateError('States.Runtime', problem)
  }
  if (comparator in typeTests) return typeTests[comparator]!(value) === operand
  if (!comparator.endsWith('Path')) return comparisons[comparator]!(value, operand)
  return comparisons[comparator.slice(0, -'Path'.length)]!(value, resolve(String(operand), scope))
}

const typeTests: Record<string, (value: Json) => boolean> = {
  IsBoolean: (value) => typeof value === 'boolean',
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsTimestamp: (value) => instant(value) !== undefined,
}

type Comparison = (value: Json, operand: Json) => boolean

/** Values of different kinds are never equal, smaller or greater: the comparison is just false. */
const comparisons: Record<string, Comparison> = {
  BooleanEquals: (value, operand) => typeof value === 'boolean' && value === operand,
  StringMatches: (value, pattern) =>
    typeof value === 'string' && typeof pattern === 'string' && wildcard(pattern).test(value),
  ...ordered('Numeric', (value) => (typeof value === 'number' ? value : undefined)),
  ...ordered('String', (value) => (typeof value === 'string' ? value : undefined)),
  ...ordered('Timestamp', instant),
}

function ordered<T extends string | number>(kind: string, read: (value: Json) => T | undefined) {
  const by =
    (test: (value: T, operand: T) => boolean): Comparison =>
    (value, operand) => {
      const [left, right] = [read(value), read(operand)]
      return left !== undefined && right !== undefined && test(left, right)
    }
  return {
    [`${kind}Equals`]: by((value, operand) => value === operand),
    [`${kind}LessThan`]: by((value, operand) => value < operand),
    [`${kind}LessThanEquals`]: by((value, operand) => value <= operand),
    [`${kind}GreaterThan`]: by((value, operand) => value > operand),
    [`${kind}GreaterThanEquals`]: by((value, operand) => value >= operand),
  }
}

/** RFC 3339 as ASL profiles it (capital T and Z) → milliseconds since the epoch; undefined for anything else. */
export function instant(value: Json | undefined): number | undefined {
  const profile = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/u
  if (typeof value !== 'string' || !profile.test(value)) return undefined
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : time
}

/** `*` stands for any characters; `\*` and `\\` for themselves. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(
    /\\([*\\])|(\*)|[$()+.?[\\\]^{|}]/gu,
    (part, escaped?: string, star?: string) => (star ? '.*' : `\\${escaped ?? part}`),
  )
  return new RegExp(`^${source}$`, 'su')
}

const path = z.string().refine((text) => parsePath(text) !== undefined, 'is not a reference path')
const operandOfKind: Record<string, z.ZodType<Json>> = {
  Boolean: z.boolean(),
  Numeric: z.number(),
  String: z.string(),
  Timestamp: z.string().refine((text) => instant(text) !== undefined, 'is not a timestamp'),
}

/** Every comparator → what may stand on its right. */
const operands: Record<string, z.ZodType<Json | undefined>> = { IsPresent: z.boolean().optional() }
for (const name of Object.keys(typeTests)) operands[name] = z.boolean().optional()
for (const name of Object.keys(comparisons)) {
  operands[name] = operandOfKind[/^[A-Z][a-z]+/u.exec(name)![0]]!.optional()
  if (name !== 'StringMatches') operands[`${name}Path`] = path.optional()
}

const comparison = z
  .strictObject({ Comment: z.string().optional(), Variable: path, ...operands })
  .transform(({ Comment: _, Variable: variable, ...rest }, context): Rule => {
    const [only, ...others] = Object.entries(rest as Record<string, Json>)
    if (only && others.length === 0)
      return { kind: 'compare', variable, comparator: only[0], operand: only[1] }
    context.addIssue('must have exactly one comparator')
    return z.NEVER
  })

const comment = { Comment: z.string().optional() }

const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z
      .strictObject({ ...comment, And: z.array(rule).min(1) })
      .transform((r): Rule => ({ kind: 'and', rules: r.And })),
    z
      .strictObject({ ...comment, Or: z.array(rule).min(1) })
      .transform((r): Rule => ({ kind: 'or', rules: r.Or })),
    z.strictObject({ ...comment, Not: rule }).transform((r): Rule => ({ kind: 'not', rule: r.Not })),
    comparison,
  ]),
)

/** An entry of Choices: a rule, and where to go when it holds. */
export const choiceSchema = z
  .looseObject({ Next: z.string() })
  .transform(({ Next, ...rest }, context): { rule: Rule; Next: string } => {
    const parsed = rule.safeParse(rest)
    if (parsed.success) return { rule: parsed.data, Next }
    context.addIssue(`is no choice rule: ${z.prettifyError(parsed.error)}`)
    return z.NEVER
  })
