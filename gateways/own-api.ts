// Our own HTTP API as an agent meets it, from outside: what tests itself must not take a shorter way.

import { patient } from '#config/patience.ts'
/**
 * One call with a bearer token; takes 2 s at most and is not repeated.
 * @throws whatever keeps the call from being answered with JSON and 200
 */
export const callOwnApi = async (
  method: 'GET' | 'POST',
  path: string,
  { token, body }: { token: string; body?: unknown },
): Promise<unknown> => {
  const base = process.env['API_URL']
  if (!base) throw new Error('API_URL is not set')
  const response = await fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patient(2_000)),
    redirect: 'error',
  })
  if (response.status !== 200) throw new Error(`${method} ${path.split('?', 1)[0]}: ${response.status}`)
  return response.json()
}
