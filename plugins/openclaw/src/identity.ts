// Which agent the gate takes this gateway for: asked once, and never another afterwards.
import type { Identity } from './answers.ts'
import type { GateClient } from './gate-client.ts'
import { GateError } from './http.ts'

/** `expected` is the agent that the settings name, if they do. */
export const createIdentity = (client: Pick<GateClient, 'agent'>, expected: string | undefined) => {
  let pinned = expected
  let latest: Identity | undefined
  let asking: Promise<Identity> | undefined

  const look = async (signal?: AbortSignal): Promise<Identity> => {
    const identity = await client.agent(signal)
    pinned ??= identity.agent
    if (identity.agent !== pinned)
      throw new GateError('garbage', `the gate takes this gateway for ${identity.agent}, not for ${pinned}`)
    latest = identity
    return identity
  }

  return {
    /** Asks the gate anew. */
    look,
    /** What is known already, or one question for all who wait. */
    known: async (): Promise<Identity> => {
      if (latest) return latest
      asking ??= look().finally(() => {
        asking = undefined
      })
      return asking
    },
    latest: (): Identity | undefined => latest,
  }
}

export type IdentityBook = ReturnType<typeof createIdentity>
