// Keeping one Slack message and its thread in step with a stream. Slack cannot post idempotently, so every post is marked and found again.
import type { KnownBlock } from '@slack/types'
import { findMessage, postMessage, updateMessage } from '#gateways/slack.ts'
import { SlackRefused } from '#gateways/slack-errors.ts'
import { putCard, readCard } from '#store/workflow-items.ts'

export interface Message {
  text: string
  blocks: KnownBlock[]
  metadata: { eventType: string; key: string }
}

/** Whose message it is: a workflow's, about a stream. `since` bounds the search for a post whose answer was lost. */
export interface Place {
  stream: string
  workflow: string
  channel: string
  since: string
}

/** A note for the thread, told because of event `seq`. */
export interface Note extends Message {
  seq: number
}

/** What Slack refuses for good (no such channel, not invited) must not stop the clocks: people can still decide elsewhere. */
const unlessRefused = async (place: Place, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error
    console.error(JSON.stringify({ level: 'error', slack: error.code, stream: place.stream }))
  }
}

/** Whether the message is still there to be changed; one that somebody deleted is posted anew. */
const updated = async (message: Parameters<typeof updateMessage>[0]): Promise<boolean> => {
  try {
    await updateMessage(message)
    return true
  } catch (error) {
    if (error instanceof SlackRefused && error.code === 'message_not_found') return false
    throw error
  }
}

/**
 * Posts the card, or brings the posted one up to date.
 * @throws SlackUnavailable, SlackRateLimited: try again later, nothing will be posted twice
 */
export const showCard = (place: Place, { text, blocks, metadata }: Message): Promise<void> =>
  unlessRefused(place, async () => {
    const { stream, workflow } = place
    const card = await readCard(stream, workflow)
    if (card?.ts && (await updated({ channel: card.channel, ts: card.ts, text, blocks }))) return

    const channel = card?.channel ?? place.channel
    const tried = card !== undefined && card.ts === undefined && card.notBefore === undefined
    if (!tried) await putCard(stream, workflow, { channel, told: 0 })
    const found = tried ? await findMessage({ channel, ...metadata, since: place.since }) : undefined
    const ts = found ?? (await postMessage({ channel, text, blocks, metadata }))
    await putCard(stream, workflow, { channel, ts, told: 0 })
  })

/** Posts the notes that the thread does not have yet, in order. Throws as `showCard` does. */
export const postThread = (place: Place, notes: readonly Note[]): Promise<void> =>
  unlessRefused(place, async () => {
    const { stream, workflow, since } = place
    let card = await readCard(stream, workflow)
    for (const { seq, text, blocks, metadata } of notes) {
      if (!card?.ts || seq <= card.told) continue
      const { channel, ts } = card
      const tried = card.telling === seq
      if (!tried) await putCard(stream, workflow, { channel, ts, told: card.told, telling: seq })
      const found = tried && (await findMessage({ channel, threadTs: ts, ...metadata, since }))
      if (!found) await postMessage({ channel, threadTs: ts, text, blocks, metadata })
      card = { channel, ts, told: seq }
      await putCard(stream, workflow, card)
    }
  })
