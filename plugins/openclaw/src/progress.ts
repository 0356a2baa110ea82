// Tells the session, in OpenClaw's own approval events, that a tool call waits for people, so that nobody thinks it hangs.
import type { Progress } from './asking.ts'
import type { Harness } from './host.ts'

const phases = { pending: 'requested', approved: 'resolved', denied: 'resolved' } as const

/** Best effort: a display that fails decides nothing. */
export const showProgress = (harness: Pick<Harness, 'showApproval'>, progress: Progress): void => {
  const { run, sessionKey, toolCallId, actionId, status, message } = progress
  if (run === undefined) return
  try {
    harness.showApproval(run, sessionKey, {
      phase: phases[status],
      kind: 'plugin',
      status,
      title: 'claw-control',
      approvalId: actionId,
      message,
      ...(toolCallId === undefined ? {} : { toolCallId }),
    })
  } catch {
    // the host shows nothing; the card in Slack is still there
  }
}
