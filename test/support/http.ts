// One HTTP call as an outsider makes it; nothing about a status is assumed, so that tests can be about refusals.

/** What the product may answer, in one loose shape: which fields are there depends on the call. */
export interface Body {
  id: string
  decision: 'allow' | 'deny' | 'pending'
  status: string
  reason: string
  policies: string[]
  digest: string
  approval?: { roles: string[]; quorum: number; expiresAt: string }
  votes: { by: string; verdict: string; reason?: string; at: string }[]
  expiresAt?: string
  title?: string
  detail: string
  errors?: { field: string; message: string }[]
  requestId?: string
}
export interface Answer<B = Body> {
  status: number
  headers: Headers
  body: B
  text: string
}

export interface Sending {
  token?: string
  /** Sent as it is when it is text or bytes, as JSON otherwise. */
  body?: unknown
  headers?: Record<string, string>
}

export const send = async <B = Body>(
  method: string,
  url: string,
  { token, body, headers = {} }: Sending = {},
): Promise<Answer<B>> => {
  const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: parsed(text) as B, text }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
