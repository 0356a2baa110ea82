// Our own HTTP API as an agent meets it, from outside: what tests itself must not take a shorter way.

import { patient } from '#config/patience.ts'
/** Says which call and what came instead of an answer. */
export class ApiUnanswered extends Error {
  override name = 'ApiUnanswered'
}

/**
 * One call with a bearer token; takes 2 s at most and is not repeated.
 * @throws ApiUnanswered when the call is not answered with 200; a SyntaxError when that is no JSON
 */
export const callOwnApi = async (
  method: 'GET' | 'POST',
  path: string,
  { token, body }: { token: string; body?: unknown },
): Promise<unknown> => {
  const base = process.env['API_URL']
  if (!base) throw new Error('API_URL is not set')
  const what = `${method} ${path.split('?', 1)[0]}`
  const response = await fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patient(2_000)),
    redirect: 'error',
  }).catch((error: unknown) => {
    throw new ApiUnanswered(`${what}: ${error instanceof Error ? error.name : 'error'}`)
  })
  if (response.status !== 200) throw new ApiUnanswered(`${what}: ${response.status}`)
  return response.json()
}
