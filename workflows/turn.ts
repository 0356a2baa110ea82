// When a post may go: one turn among all that want to speak in Slack, and what follows when it is not yet.
import { limitSettings } from '#config/load.ts'
import { DIRECT, type Lane } from '#domain/posting/outbox.ts'
import { secondsUntil } from '#domain/shared/time.ts'
import type { SlackRateLimited } from '#gateways/slack-errors.ts'
import { closeFor, turnFor } from '#store/posting/outbox.ts'
import { type KeptCard, putCard } from '#store/workflow-items.ts'

/** Whose message it is: a workflow's, about a stream. */
export interface Place {
  stream: string
  workflow: string
  lane: Lane
  channel: string
  /** Bounds the search for a post whose answer was lost. */
  since: string
  /** Where it goes, in order, while Slack refuses it in its channel. */
  fallbacks?: readonly string[]
  /** Who get it as a direct message when no channel takes it. */
  people?: () => readonly string[]
}

/** Not now: others go first, or Slack asked for a pause. Nothing is lost; come again after `seconds`. */
export class PostLater extends Error {
  override name = 'PostLater'
  readonly seconds: number
  constructor(seconds: number) {
    super(`come again in ${seconds} s`)
    this.seconds = Math.max(1, seconds)
  }
}

/** Keeps on the card when it may be posted, so that its place counts when the workflow comes again. */
export const postLater = async (
  { stream, workflow }: Place,
  { card, version }: KeptCard,
  at: number,
): Promise<PostLater> => {
  const postAfter = new Date(at).toISOString()
  await putCard(stream, workflow, { ...card, postAfter }, version)
  return new PostLater(secondsUntil(new Date().toISOString(), postAfter))
}

/** A place that nobody came for in this time is given up. */
const KEPT_MS = 60_000

const placeOn = ({ card: { postAfter } }: KeptCard, now: number): number | undefined => {
  const place = postAfter === undefined ? 0 : Date.parse(postAfter)
  return place <= now && place > now - KEPT_MS ? place : undefined
}

/** The line that a post in this channel waits in. */
export const lineOf = (channel: string): string => (channel.startsWith('D') ? DIRECT : channel)

/** Takes a turn; when it has come, whether Slack has refused posts there until now. @throws PostLater */
export const takeTurn = async (
  place: Place,
  kept: KeptCard,
  lines: readonly string[],
  count = 1,
): Promise<boolean> => {
  const now = Date.now()
  const ask = { lines, lane: place.lane, count, now, place: placeOn(kept, now) }
  const turn = await turnFor(ask, limitSettings().slack)
  if (!turn.go) throw await postLater(place, kept, turn.place)
  return turn.refused
}

/** Slack asked for a pause: this card waits, and so do all that would go the same way. */
export const pauseFor = async (
  place: Place,
  kept: KeptCard,
  { retryAfterSeconds }: SlackRateLimited,
  line?: string,
): Promise<PostLater> => {
  const now = Date.now()
  const until = now + Math.max(1, retryAfterSeconds) * 1000
  if (line !== undefined) await closeFor(line, now, until)
  return postLater(place, kept, until)
}
