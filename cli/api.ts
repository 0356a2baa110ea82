// One call to the product's API with the operator's token, for the commands of this folder; errors in words an operator can act on.
import * as z from 'zod'

/** What the commands say of their settings. */
export const settings = "CLAW_URL is the API (default: the laptop's), CLAW_TOKEN an operator's token."

const Problem = z.object({ detail: z.string() })

export const call = async <T>(
  method: 'GET' | 'POST',
  path: string,
  schema: z.ZodType<T>,
  body?: object,
): Promise<T> => {
  const url = process.env['CLAW_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? 3000}`
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${process.env['CLAW_TOKEN'] ?? 'local-operator-token'}`,
      'content-type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(15_000),
  }).catch(() => {
    throw new Error(`${url} does not answer. Is it running, and is CLAW_URL right?`)
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return schema.parse(answer)
  throw new Error(Problem.safeParse(answer).data?.detail ?? `The API answered ${response.status}.`)
}
