// Why: bad days must be rehearsed on the laptop, exactly as the real services fail on the wire.
import * as z from 'zod'
import type { Routes } from './routes.ts'

const targets = ['slack', 'dynamodb', 'step-functions'] as const
export type Target = (typeof targets)[number]

const Fault = z.strictObject({
  target: z.enum(targets),
  /** `PutItem`, `chat.postMessage`; every operation when absent. */
  operation: z.string().min(1).max(100).optional(),
  kind: z.enum(['error', 'timeout', 'throttle', 'rate-limit', 'lost-response', 'slow']),
  /** How many calls still fail; 0 clears. */
  times: z.int().min(0).max(100_000),
})
export type Fault = z.infer<typeof Fault>
type Kind = Fault['kind']

export interface Faults {
  /** Uses up one failure that is due for this call. */
  take(target: Target, operation: string): Kind | undefined
  routes: Routes
}

export interface WireAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

export function createFaults(): Faults {
  let active: Fault[] = []
  const set = (fault: Fault) => {
    // Clearing without an operation clears all of the target's.
    const replaced = (known: Fault) =>
      known.target === fault.target &&
      (known.operation === fault.operation || (fault.times === 0 && fault.operation === undefined))
    active = active.filter((known) => !replaced(known))
    if (fault.times > 0) active.push(fault)
  }
  return {
    take: (target, operation) => {
      const applies = (fault: Fault) =>
        fault.target === target && (fault.operation === undefined || fault.operation === operation)
      const due = active.find(applies)
      if (!due) return undefined
      due.times -= 1
      if (due.times === 0) active = active.filter((fault) => fault !== due)
      return due.kind
    },
    routes: {
      'GET /_local/faults': () => Response.json({ faults: active }),
      'POST /_local/faults': async (request) => {
        const fault = Fault.safeParse(await request.json().catch(() => undefined))
        if (!fault.success) return Response.json({ error: z.prettifyError(fault.error) }, { status: 400 })
        set(fault.data)
        return Response.json({ faults: active })
      },
    },
  }
}

const says = 'Made to fail by POST /_local/faults.'

/** What the real service answers for an error, throttling or a rate limit. Source: each API's error reference. */
export function failureOf(target: Target, kind: 'error' | 'throttle' | 'rate-limit'): WireAnswer {
  const limited = kind !== 'error'
  if (target === 'slack') {
    return {
      status: limited ? 429 : 500,
      headers: { 'content-type': 'application/json; charset=utf-8', ...(limited && { 'retry-after': '1' }) },
      body: JSON.stringify({ ok: false, error: limited ? 'ratelimited' : 'internal_error' }),
    }
  }
  const type = awsErrors[target][kind]
  return {
    status: limited ? 400 : 500,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: `${awsErrors[target].namespace}#${type}`, message: says }),
  }
}

const awsErrors = {
  dynamodb: {
    namespace: 'com.amazonaws.dynamodb.v20120810',
    error: 'InternalServerError',
    throttle: 'ThrottlingException',
    'rate-limit': 'ProvisionedThroughputExceededException',
  },
  'step-functions': {
    namespace: 'com.amazonaws.swf.service.v2.model',
    error: 'InternalFailure',
    throttle: 'ThrottlingException',
    'rate-limit': 'ThrottlingException',
  },
} as const
