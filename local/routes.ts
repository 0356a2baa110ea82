// Why: one way to say "this method on this path", shared by everything that the one local port serves.

/** What the emulators serve: web-standard requests and responses. */
export type Routes = Record<
  string,
  (request: Request, params: Record<string, string>) => Response | Promise<Response>
>

export interface Match<T> {
  route: string
  value: T
  params: Record<string, string>
}

interface Pattern<T> {
  route: string
  value: T
  segments: string[]
}

const parameter = /^(?::(?<colon>\w+)|\{(?<brace>\w+)\})$/

/**
 * A matcher over `'GET /things/:id'` or `'GET /things/{id}'`. Fixed segments win over parameters; a trailing slash
 * means nothing; parameters are percent-decoded, and a path that cannot be decoded matches nothing.
 */
export function matcher<T>(table: Record<string, T>): (method: string, path: string) => Match<T> | undefined {
  const byMethod = new Map<string, Pattern<T>[]>()
  for (const [route, value] of Object.entries(table)) {
    const [method, path, ...rest] = route.split(' ')
    if (!method || !path?.startsWith('/') || rest.length > 0) throw new Error(`Not a route: "${route}"`)
    const patterns = byMethod.get(method) ?? []
    patterns.push({ route, value, segments: segmentsOf(path) })
    byMethod.set(method, patterns)
  }
  for (const patterns of byMethod.values()) patterns.sort(fixedFirst)

  return (method, path) => {
    const segments = segmentsOf(path)
    for (const { route, value, segments: pattern } of byMethod.get(method) ?? []) {
      const params = match(pattern, segments)
      if (params) return { route, value, params }
    }
    return undefined
  }
}

const segmentsOf = (path: string) => path.replace(/\/+$/, '').split('/').slice(1)

function fixedFirst<T>(a: Pattern<T>, b: Pattern<T>): number {
  const parameters = (p: Pattern<T>) => p.segments.filter((s) => parameter.test(s)).length
  return parameters(a) - parameters(b)
}

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, expected] of pattern.entries()) {
    const given = segments[i] ?? ''
    const groups = parameter.exec(expected)?.groups
    const name = groups?.['colon'] ?? groups?.['brace']
    if (name === undefined) {
      if (expected !== given) return undefined
      continue
    }
    const value = decoded(given)
    if (!value) return undefined
    params[name] = value
  }
  return params
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
