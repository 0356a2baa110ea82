// Why: which stream records wake a function is said in serverless.yml, in AWS's event pattern language.

/**
 * Whether `event` matches `pattern`: objects by their named fields, arrays as alternatives of exact values and
 * `{prefix}` or `{exists}` tests. Anything else that AWS knows is an error here rather than a silent mismatch.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((test) => matchesValue(test, event))
  if (typeof pattern !== 'object' || pattern === null) throw unknownPattern(pattern)
  return Object.entries(pattern).every(([field, inner]) => matchesPattern(inner, fieldOf(event, field)))
}

function matchesValue(test: unknown, value: unknown): boolean {
  if (typeof test !== 'object' || test === null) return test === value
  const [[operator, argument] = [], ...others] = Object.entries(test)
  if (others.length === 0 && operator === 'prefix' && typeof argument === 'string') {
    return typeof value === 'string' && value.startsWith(argument)
  }
  if (others.length === 0 && operator === 'exists' && typeof argument === 'boolean') {
    return (value !== undefined) === argument
  }
  throw unknownPattern(test)
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined

const unknownPattern = (pattern: unknown) =>
  new Error(`The laptop does not know the event pattern ${JSON.stringify(pattern)}.`)
