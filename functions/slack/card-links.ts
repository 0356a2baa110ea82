// Where the cards of requests are, for those who find the requests elsewhere. A link that cannot be had is left out.
import type { CardLinks } from '#blocks/action/lists.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { permalinkOf } from '#gateways/slack.ts'
import { readCard } from '#store/workflow-items.ts'
import { log } from '#telemetry/log.ts'

/** As many as a list shows. */
const LINKED = 5

/** The message that carries a request's card, when it was posted. */
export const placeOfCard = async (id: string): Promise<{ channel: string; ts: string } | undefined> => {
  const card = await readCard(`action/${id}`, 'approval-gate')
  return card?.ts ? { channel: card.channel, ts: card.ts } : undefined
}

const linkOf = async (id: string): Promise<[string, string][]> => {
  try {
    const place = await placeOfCard(id)
    const link = place && (await permalinkOf(place.channel, place.ts))
    return link ? [[id, link]] : []
  } catch (error) {
    log.fault('slack.card-link', error)
    return []
  }
}

export const cardLinks = async (waiting: readonly KnownAction[]): Promise<CardLinks> =>
  new Map((await Promise.all(waiting.slice(0, LINKED).map(({ request }) => linkOf(request.id)))).flat())
