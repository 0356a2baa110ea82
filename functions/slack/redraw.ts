// Brings the message that carries the buttons up to date with the action's state.
import type { CardView } from '#blocks/action/approval-card.ts'
import type { Card } from '#blocks/shared/card.ts'
import { directory } from '#config/load.ts'
import { eligiblePeople } from '#domain/action/quorum.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { updateMessage } from '#gateways/slack.ts'
import { readAction } from '#store/action/actions.ts'
import { log } from '#telemetry/log.ts'

type Draw = (action: KnownAction, view: CardView) => Card

const draw = async (
  message: { channel: string; ts: string },
  action: KnownAction,
  card: Draw,
): Promise<void> => {
  const eligible = action.approval ? eligiblePeople(action.approval, directory(), action.request.owner) : []
  const { text, blocks } = card(action, { eligible, now: new Date().toISOString() })
  await updateMessage({ ...message, text, blocks }, 'click')
}

/**
 * Draws `card` for `action`. While it is undecided somebody else may have clicked meanwhile and have been overtaken on the
 * way to Slack, so it looks once more. Returns whether it worked; the workflow draws decided cards again anyway.
 */
export const redraw = async (
  message: { channel: string; ts: string } | undefined,
  action: KnownAction,
  card: Draw,
): Promise<boolean> => {
  if (!message) return true
  try {
    await draw(message, action, card)
    if (action.status !== 'pending') return true
    const latest = await readAction(action.request.id)
    if (latest && JSON.stringify(latest) !== JSON.stringify(action)) await draw(message, latest, card)
    return true
  } catch (error) {
    log.fault('slack.card-stale', error)
    return false
  }
}
