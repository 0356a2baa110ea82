// The gate's HTTP contract as functions: what is sent, how long it may take, and how often it is tried.
import type { Ack, Decision, Identity, Outcome, Question, Started, View } from './answers.ts'
import { decisionOf, identityOf, questionOf, startedOf, switchOf, viewOf } from './answers.ts'
import type { Wire } from './http.ts'
import { GateError, request } from './http.ts'
import type { Resolved } from './places.ts'

export interface Ask {
  idempotencyKey: string
  tool: string
  params: Record<string, unknown>
  session?: string
  run?: string
  channel?: string
  skill?: string
  toolCallId?: string
  onBehalfOf?: string
  resolved?: Resolved
}

/** Fields that a gate of before them refuses, and says so. */
const newer = ['resolved', 'toolCallId', 'onBehalfOf', 'sender', 'messageId', 'channel', 'status', 'kind']

const isTooNew = (error: unknown): boolean =>
  error instanceof GateError &&
  error.status === 400 &&
  /unknown field|unrecognized|invalid (option|enum|value)/i.test(error.message) &&
  newer.some((field) => error.message.includes(field))

/** Only the places that the text already tells may go to a gate that does not look at places. */
const withoutPlaces = ({ resolved: _places, toolCallId: _call, onBehalfOf: _person, ...rest }: Ask): Ask =>
  rest

const eventWithoutNewer = (event: Record<string, unknown>): Record<string, unknown> => {
  const { toolCallId: _call, channel: _channel, sender: _sender, messageId: _message, ...rest } = event
  return rest['kind'] === 'message' ? { ...rest, kind: 'prompt' } : rest
}

const actionPath = (id: string): string => `/v1/actions/${encodeURIComponent(id)}`
const questionPath = (id: string): string => `/v1/questions/${encodeURIComponent(id)}`

/** All calls throw GateError. `start` is sent once only: the gate grants it once, so a repeated one proves nothing. */
export const gateClient = (wire: Wire, timeoutMs: number) => {
  const get = (path: string, waitSeconds = 0, signal?: AbortSignal): Promise<unknown> =>
    request(wire, { method: 'GET', path, timeoutMs: timeoutMs + waitSeconds * 1_000, attempts: 1, signal })
  const post = (path: string, body: unknown, attempts = 1): Promise<unknown> =>
    request(wire, { method: 'POST', path, body, timeoutMs, attempts })

  return {
    /** `plain`: the call means the same without its resolved places, so an older gate may judge it too. */
    ask: async (body: Ask, plain: boolean): Promise<Decision> => {
      try {
        return decisionOf(await post('/v1/actions', body, 3))
      } catch (error) {
        if (!isTooNew(error)) throw error
        if (!plain)
          throw new GateError(
            'refused',
            'This claw-control is too old to judge where the paths of this call lead.',
          )
        return decisionOf(await post('/v1/actions', withoutPlaces(body), 3))
      }
    },

    /** Waits at the gate for up to `waitSeconds` for a change. */
    view: async (id: string, waitSeconds: number, signal?: AbortSignal): Promise<View> =>
      viewOf(await get(`${actionPath(id)}?wait=${waitSeconds}`, waitSeconds, signal)),

    start: async (id: string, params: Record<string, unknown>, resolved?: Resolved): Promise<Started> => {
      const path = `${actionPath(id)}/start`
      try {
        return startedOf(await post(path, resolved ? { params, resolved } : { params }))
      } catch (error) {
        if (!resolved || !isTooNew(error)) throw error
        return startedOf(await post(path, { params }))
      }
    },

    outcome: async (id: string, body: Outcome): Promise<void> => {
      const path = `${actionPath(id)}/outcome`
      await post(path, body).catch((error) => {
        if (body.status !== 'partial' || !isTooNew(error)) throw error
        return post(path, { ...body, status: 'unknown' })
      })
    },

    /** Nobody waits for this request any more: its card must not be approved. */
    withdraw: async (id: string, reason: string): Promise<void> => {
      await post(`${actionPath(id)}/withdraw`, { reason })
    },

    question: async (body: Record<string, unknown>): Promise<Question> =>
      questionOf(await post('/v1/questions', body, 3)),

    answer: async (id: string, waitSeconds: number, signal?: AbortSignal): Promise<Question> =>
      questionOf(await get(`${questionPath(id)}?wait=${waitSeconds}`, waitSeconds, signal)),

    switchState: async (since: number | undefined, waitSeconds: number, signal?: AbortSignal) => {
      const query = since === undefined ? '' : `?since=${since}&wait=${waitSeconds}`
      return switchOf(await get(`/v1/switch${query}`, waitSeconds, signal))
    },

    ack: async (body: Ack): Promise<void> => {
      await post('/v1/switch/acks', body, 4)
    },

    usage: async (body: Record<string, unknown>): Promise<void> => {
      await post('/v1/usage', body)
    },

    events: async (events: readonly Record<string, unknown>[]): Promise<void> => {
      await post('/v1/events', { events }).catch((error) => {
        if (!isTooNew(error)) throw error
        return post('/v1/events', { events: events.map(eventWithoutNewer) })
      })
    },

    agent: async (signal?: AbortSignal): Promise<Identity> => identityOf(await get('/v1/agent', 0, signal)),
  }
}

export type GateClient = ReturnType<typeof gateClient>
