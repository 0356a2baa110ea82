// Which agent runs are under way, because stopping them and saying which were stopped needs their names.

export interface Run {
  id: string
  sessionId: string | undefined
  sessionKey: string | undefined
  channel: string | undefined
  /** Who wrote the message that began it, as the channel names people. */
  sender: string | undefined
  /** That message, as the channel names messages. */
  messageId: string | undefined
  /** The last skill whose instructions the run has read. */
  skill: string | undefined
  /** The folder that relative paths start from. */
  workspace: string | undefined
  /** A turn has a beginning and an end of its own; what a scheduler's script runs has only its calls. */
  isTurn: boolean
  /** It was allowed to run programs of Code Mode, so it may also wait for them. */
  programs: boolean
}

/** A run that never reports its end must not be kept for ever. */
const maxRuns = 10_000

type Known = { [Key in keyof Omit<Run, 'id'>]?: Run[Key] | undefined }

export const createRuns = () => {
  const active = new Map<string, Run>()
  return {
    /** Notes what is known of a run; later notes add to earlier ones. */
    note: (id: string, known: Known): Run => {
      const before = active.get(id)
      const run: Run = {
        id,
        sessionId: known.sessionId ?? before?.sessionId,
        sessionKey: known.sessionKey ?? before?.sessionKey,
        channel: known.channel ?? before?.channel,
        sender: known.sender ?? before?.sender,
        messageId: known.messageId ?? before?.messageId,
        skill: known.skill ?? before?.skill,
        workspace: known.workspace ?? before?.workspace,
        isTurn: known.isTurn ?? before?.isTurn ?? false,
        programs: known.programs ?? before?.programs ?? false,
      }
      active.set(id, run)
      const oldest = active.keys().next().value
      if (active.size > maxRuns && oldest !== undefined) active.delete(oldest)
      return run
    },
    end: (id: string): void => {
      active.delete(id)
    },
    get: (id: string): Run | undefined => active.get(id),
    /** The newest run of a session, for hooks that are told the session alone. */
    ofSession: (sessionKey: string): Run | undefined =>
      [...active.values()].findLast((run) => run.sessionKey === sessionKey),
    all: (): Run[] => [...active.values()],
  }
}

export type Runs = ReturnType<typeof createRuns>
