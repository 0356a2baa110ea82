// Details: everything about one action, in a modal with pages.
import type { App } from '@slack/bolt'
import { detailsModal } from '#blocks/action/details.ts'
import { actionIds, PageRef } from '#blocks/action-ids.ts'
import { openView, updateView } from '#gateways/slack.ts'
import { readAction } from '#store/action/actions.ts'
import { type Click, onAction } from '../on-action.ts'

const failed = 'The details could not be shown just now; try again in a moment.'
const Ref = PageRef.partial({ page: true })

const show = async ({ value, triggerId, viewId }: Click): Promise<string | undefined> => {
  const { id, page } = Ref.parse(value)
  const action = await readAction(id)
  if (!action) return 'There is no such request any more.'
  const view = detailsModal(action, { page: page ?? 0, now: new Date().toISOString() })
  // Only the modal's own buttons name a page; they turn it in place.
  if (viewId && page !== undefined) await updateView(viewId, view)
  else await openView(triggerId, view)
  return undefined
}

export const detailsActions = (app: App): void => {
  for (const id of [actionIds.approvalDetails, actionIds.detailsPrevious, actionIds.detailsNext])
    onAction(app, id, failed, show)
}
