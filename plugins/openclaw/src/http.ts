// One HTTP request to the gate: bounded in time and size, retried when that is safe, and suspicious of every answer.
import { setTimeout as sleep } from 'node:timers/promises'
import { isRecord } from './json.ts'

export type GateFault =
  | 'unreachable' // no answer: refused, reset, timed out
  | 'unavailable' // an answer of 5xx
  | 'garbage' // an answer that is not what the contract says
  | 'skewed' // the two clocks are too far apart
  | 'limited' // 429
  | 'refused' // any other 4xx
  | 'aborted' // the caller no longer wants it

export class GateError extends Error {
  readonly fault: GateFault
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  constructor(fault: GateFault, message: string, status?: number, retryAfterMs?: number) {
    super(message)
    this.name = 'GateError'
    this.fault = fault
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

export interface Call {
  method: 'GET' | 'POST'
  path: string
  body?: unknown
  timeoutMs: number
  /** How often in all; more than once only for what the gate treats as the same request. */
  attempts: number
  signal?: AbortSignal | undefined
}

export interface Wire {
  gateUrl: string
  token: string
  maxClockSkewMs: number
}

const maxAnswerBytes = 1_048_576
const maxBackoffMs = 3_000

/** Why a fetch failed, in a word that a person can look up (`ECONNREFUSED`, `timeout`), never with a header in it. */
const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError') return 'timeout'
  const { cause } = error
  if (!(cause instanceof Error)) return error.name
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}

const textOf = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxAnswerBytes) throw new GateError('garbage', 'the answer is longer than 1 MB')
    text += decoder.decode(chunk, { stream: true })
  }
  return text
}

const parsed = (text: string, status: number): unknown => {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new GateError('garbage', `the answer (HTTP ${status}) is not JSON`, status)
  }
}

const retryAfter = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined
}

/** Deadlines, leases and the record all lean on the clock; without a date the difference cannot be known. */
const checkClock = (response: Response, wire: Wire): void => {
  const theirs = Date.parse(response.headers.get('date') ?? '')
  if (Number.isNaN(theirs)) throw new GateError('skewed', 'the answer carries no date to check the clock by')
  const apart = Math.abs(Date.now() - theirs)
  if (apart > wire.maxClockSkewMs)
    throw new GateError(
      'skewed',
      `this machine's clock and the gate's are ${Math.round(apart / 1_000)} s apart`,
    )
}

const refusal = (response: Response, body: unknown): GateError => {
  const detail = isRecord(body) ? (body['detail'] ?? body['title']) : undefined
  const message = typeof detail === 'string' ? detail : `HTTP ${response.status}`
  const fault = response.status === 429 ? 'limited' : 'refused'
  return new GateError(fault, message, response.status, retryAfter(response))
}

const once = async (wire: Wire, call: Call): Promise<unknown> => {
  const deadline = AbortSignal.timeout(call.timeoutMs)
  const signal = call.signal ? AbortSignal.any([deadline, call.signal]) : deadline
  try {
    const response = await fetch(wire.gateUrl + call.path, {
      method: call.method,
      headers: { authorization: `Bearer ${wire.token}`, 'content-type': 'application/json' },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      redirect: 'error',
      signal,
    })
    if (response.status >= 500) {
      await response.body?.cancel()
      throw new GateError('unavailable', `HTTP ${response.status}`, response.status, retryAfter(response))
    }
    checkClock(response, wire)
    const body = parsed(await textOf(response), response.status)
    if (!response.ok) throw refusal(response, body)
    return body
  } catch (error) {
    if (error instanceof GateError) throw error
    if (call.signal?.aborted) throw new GateError('aborted', 'no longer wanted')
    throw new GateError('unreachable', causeOf(error))
  }
}

const mayHelp = (error: GateError): boolean =>
  error.fault === 'unreachable' ||
  error.fault === 'unavailable' ||
  (error.fault === 'limited' && (error.retryAfterMs ?? 0) <= maxBackoffMs)

/** Call → the parsed JSON body of a 2xx; anything else throws a GateError that names its fault. */
export const request = async (wire: Wire, call: Call): Promise<unknown> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(wire, call)
    } catch (error) {
      if (!(error instanceof GateError) || attempt >= call.attempts || !mayHelp(error)) throw error
      const backoff = Math.min(maxBackoffMs, 150 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2)
      const wait = Math.max(backoff, Math.min(error.retryAfterMs ?? 0, maxBackoffMs))
      await sleep(wait, undefined, call.signal ? { signal: call.signal } : {}).catch(() => {
        throw new GateError('aborted', 'no longer wanted')
      })
    }
  }
}
