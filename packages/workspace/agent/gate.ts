// Why: the page's agent talks to the gate exactly as a real one does: over HTTP, with its own bearer token.

/** Fixed and known to everyone, so they are worth nothing outside of the laptop. */
export const agents = [
  { name: 'demo-agent', token: 'local-agent-token' },
  { name: 'second-agent', token: 'local-agent-token-2' },
] as const

export interface GateAnswer {
  status: number
  body: Record<string, unknown>
}

/** Longer than the gate holds a long poll (25 s), shorter than anyone's patience. */
const timeoutMs = 35_000

/** Calls the gate; every answer, also a refusal, is an answer. Throws only when there is none. */
export async function callGate(
  agent: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<GateAnswer> {
  const token = agents.find(({ name }) => name === agent)?.token ?? ''
  const timeout = AbortSignal.timeout(timeoutMs)
  const response = await fetch(path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  })
  const text = await response.text()
  return { status: response.status, body: parsed(text) }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { value }
  } catch {
    return { text: text.slice(0, 2_000) }
  }
}
