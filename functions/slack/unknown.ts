// What nobody listens for, above all buttons of cards that an older version drew: a sentence instead of a warning sign.
import type { App } from '@slack/bolt'
import { actionIds, callbackIds } from '#blocks/action-ids.ts'
import { onAction } from './on-action.ts'

const other = (known: readonly string[]): RegExp =>
  new RegExp(`^(?!(?:${known.map((id) => id.replaceAll('.', '\\.')).join('|')})$)`)

export const unknownListeners = (app: App): void => {
  const sentence =
    'This button is of an older version and does nothing any more. Type /claw queue for what waits.'
  onAction(app, other(Object.values(actionIds)), sentence, async () => sentence)
  app.view(other(Object.values(callbackIds)), async ({ ack }) => {
    await ack({ response_action: 'clear' })
  })
  // Slack sends an event again until somebody takes it.
  app.event(/.*/, async () => undefined)
}
