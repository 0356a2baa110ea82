// “Declare an incident” in a message's menu: opens the form, filled in with what the message says.
import type { App } from '@slack/bolt'
import { callbackIds } from '#blocks/action-ids.ts'
import { declareForm } from '#blocks/incident/forms.ts'
import { incidentSettings } from '#config/load.ts'
import { openView } from '#gateways/slack.ts'
import { onShortcut, type Shortcut } from '../on-shortcut.ts'

const open = async ({ message, triggerId }: Shortcut): Promise<string | undefined> => {
  if (!message) return 'An incident is declared from a message’s menu, or with /claw incident what happened.'
  const { channel, ts, text } = message
  await openView(
    triggerId,
    declareForm({ channel, ts }, text.replaceAll(/\s+/g, ' ').trim(), incidentSettings()),
  )
  return undefined
}

export const incidentShortcuts = (app: App): void =>
  onShortcut(
    app,
    callbackIds.incidentDeclare,
    {
      failed:
        'The form could not be opened, so nothing was declared. Try again, or type /claw incident what happened.',
      late: 'The form did not open in time. Unless it is here by now, type /claw incident what happened.',
    },
    open,
  )
