// An agent that asks too often is sent away before it costs the others anything: from memory, once this container knows that it is over.
import { limitSettings } from '#config/load.ts'
import { limitsFor } from '#domain/limits/limits.ts'
import { authenticate, tokenHashOf } from '#functions/http/authenticate.ts'
import { Problem } from '#functions/http/problem.ts'
import { countRequest } from '#store/limits/rate.ts'

interface Heard {
  agent: string
  /** The UTC minute that `requests` counts; `full` once the agent has used up its minute, here or elsewhere. */
  minute: string
  requests: number
  full: boolean
}

/** By token, so that it is known before the table is asked; only tokens that were good get in. */
const heard = new Map<string, Heard>()
const MOST_HEARD = 10_000

const remember = (tokenHash: string, agent: string, minute: string): Heard => {
  if (heard.size >= MOST_HEARD) heard.clear()
  const fresh = { agent, minute, requests: 0, full: false }
  heard.set(tokenHash, fresh)
  return fresh
}

const tooMany = (limit: number, now: string): Problem => {
  const left = 60 - new Date(now).getUTCSeconds()
  return new Problem(
    429,
    `You have asked ${limit} times in this minute, which is your limit. Wait, then go on.`,
    {
      retryAfterSeconds: left,
    },
  )
}

const limitOf = ({ agent }: Heard): number => limitsFor(limitSettings(), agent).requestsPerMinute

const assertRoom = (known: Heard, now: string): void => {
  const limit = limitOf(known)
  if (known.full || known.requests >= limit) throw tooMany(limit, now)
}

const count = async (known: Heard, now: string): Promise<void> => {
  assertRoom(known, now)
  known.requests++
  const limit = limitOf(known)
  if (await countRequest(known.agent, limit, now)) return
  known.full = true
  throw tooMany(limit, now)
}

const of = (known: Heard | undefined, minute: string): Heard | undefined => {
  if (known && known.minute !== minute) Object.assign(known, { minute, requests: 0, full: false })
  return known
}

/**
 * The caller and the facts of the moment, with the request counted. The count costs no time of its own once the token was
 * heard here, and nothing at all for an agent that is over its limit.
 * @throws Problem as `authenticate` does, and 429 with the seconds until the next minute
 */
export const admit = async (headers: Record<string, string | undefined>) => {
  const tokenHash = tokenHashOf(headers)
  const now = new Date().toISOString()
  const minute = now.slice(0, 16)
  const known = of(heard.get(tokenHash), minute)
  if (known) assertRoom(known, now)
  try {
    const [authenticated] = await Promise.all([authenticate(headers, 'agent'), known && count(known, now)])
    if (!known) await count(remember(tokenHash, authenticated.caller.agent, minute), now)
    return authenticated
  } catch (error) {
    if (error instanceof Problem && error.status !== 429) heard.delete(tokenHash)
    throw error
  }
}
