// Why: every call of the page ends, within a bound, in data or in one sentence that a person can read.

const timeoutMs = 15_000

/** A failure whose message is a sentence for the reader. */
class CallError extends Error {
  override name = 'CallError'
}

export const getJson = <T>(path: string) => call<T>(path, { method: 'GET' })

export const postJson = <T>(path: string, body: unknown) =>
  call<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Posts something that goes on to the bot; a delivery that failed is an error here too. */
export async function deliver(path: string, body: unknown): Promise<void> {
  const { error } = await postJson<{ error?: string }>(path, body)
  if (error) throw new CallError(outcomeSentence(error))
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch((cause) => {
    throw new CallError(unreachable(cause), { cause })
  })
  const text = await response.text()
  const body = parsed(text)
  if (!response.ok) throw new CallError(explain(response.status, body))
  return body as T
}

const unreachable = (cause: unknown) =>
  cause instanceof DOMException && cause.name === 'TimeoutError'
    ? `No answer within ${timeoutMs / 1000} seconds.`
    : 'The workspace does not answer. Is `npm start` still running?'

function explain(status: number, body: unknown): string {
  if (typeof body === 'object' && body !== null) {
    for (const key of ['detail', 'error', 'message', 'title']) {
      const said = (body as Record<string, unknown>)[key]
      if (typeof said === 'string' && said) return outcomeSentence(said)
    }
  }
  return `The workspace answered ${status}.`
}

function parsed(text: string): unknown {
  if (!text) return {}
  try {
    return JSON.parse(text)
  } catch {
    return { error: text.slice(0, 300) }
  }
}

/** What a failed delivery to the bot means, with Slack's own word for it. */
function outcomeSentence(error: string): string {
  if (error === 'operation_timeout') return 'The bot did not answer within 3 s (operation_timeout).'
  if (error === 'dispatch_failed') return 'The bot answered with an error (dispatch_failed).'
  return error
}

export const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
