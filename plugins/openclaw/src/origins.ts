// Remembers which message a session heard last, so that the run which it begins can be traced to a person.

export interface Origin {
  channel: string | undefined
  sender: string | undefined
  messageId: string | undefined
}

const maxSessions = 1_000

export const createOrigins = () => {
  const bySession = new Map<string, Origin>()
  return {
    set: (session: string, origin: Origin): void => {
      bySession.delete(session)
      bySession.set(session, origin)
      const oldest = bySession.keys().next().value
      if (bySession.size > maxSessions && oldest !== undefined) bySession.delete(oldest)
    },
    /** Once only: what the session does later was not asked for by that message. */
    take: (session: string): Origin | undefined => {
      const origin = bySession.get(session)
      bySession.delete(session)
      return origin
    },
  }
}

export type Origins = ReturnType<typeof createOrigins>
