// Posting once what Slack cannot post idempotently: a post is claimed before it is made, marked, and found again when its answer was lost.
import { randomUUID } from 'node:crypto'
import type { KnownBlock } from '@slack/types'
import { WORKSPACE } from '#domain/posting/outbox.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { findMessage, postMessage } from '#gateways/slack.ts'
import { SlackRateLimited, SlackRefused } from '#gateways/slack-errors.ts'
import { type KeptCard, putCard } from '#store/workflow-items.ts'
import { lineOf, type Place, pauseFor, takeTurn } from './turn.ts'

export interface Message {
  text: string
  blocks: KnownBlock[]
  metadata: { eventType: string; key: string }
}

/** Somebody else is posting the same, or died at it a moment ago. */
class PostUnderWay extends Error {
  override name = 'PostUnderWay'
}

/** A claim outlives the call that it is for (2 s), so that whoever comes next finds what that call has posted. */
const CLAIM_SECONDS = 4

export interface Post {
  place: Place
  kept: KeptCard
  /** 0 for the card itself, otherwise the event that a note in its thread is about. */
  seq: number
  message: Message
  /** How many posts follow from here on, this one included; 0 when a turn was taken before. */
  count: number
}

const whereOf = ({ kept: { card }, seq }: Post) =>
  seq === 0 ? { channel: card.channel } : { channel: card.channel, threadTs: card.ts! }

/** The `ts` of what an earlier attempt has posted; not to be asked while that attempt may still be under way. */
const posted = (post: Post): Promise<string | undefined> => {
  const { attempt } = post.kept.card
  if (attempt?.seq !== post.seq) return Promise.resolve(undefined)
  if (new Date().toISOString() < attempt.until)
    throw new PostUnderWay(`${post.place.stream} ${post.place.workflow}`)
  return findMessage({ ...whereOf(post), ...post.message.metadata, since: post.place.since })
}

/** What Slack finds wrong with the blocks; the words alone may still go. */
const badBlocks = /^(invalid_blocks|invalid_blocks_format|msg_blocks_too_long|blocks_.*)$/

const send = async (post: Post): Promise<string> => {
  try {
    return await postMessage({ ...whereOf(post), ...post.message })
  } catch (error) {
    if (!(error instanceof SlackRefused) || !badBlocks.test(error.code)) throw error
    return postMessage({ ...whereOf(post), ...post.message, blocks: [] })
  }
}

export interface Posted {
  ts: string
  /** It was there already, perhaps as things stood before. */
  found: boolean
  /** Slack has refused posts there until now. */
  resumes: boolean
  kept: KeptCard
}

/**
 * Posts what is not there yet.
 * @throws PostLater, SlackUnavailable, PostUnderWay, CardMoved: come again, nothing is posted twice; SlackRefused
 */
export const postOnce = async (post: Post): Promise<Posted> => {
  const { place, kept, seq, count } = post
  const found = await posted(post)
  if (found) return { ts: found, found: true, resumes: false, kept }
  const { attempt: _looked, postAfter: _due, ...card } = kept.card
  const resumes = count > 0 && (await takeTurn(place, kept, [lineOf(card.channel), WORKSPACE], count))
  const attempt = { seq, until: plusSeconds(new Date().toISOString(), CLAIM_SECONDS), by: randomUUID() }
  const claimed = await putCard(place.stream, place.workflow, { ...card, attempt }, kept.version)
  try {
    return { ts: await send(post), found: false, resumes, kept: claimed }
  } catch (error) {
    // Only of what Slack has answered is it known that it isn't there.
    const unclaimed = { ...claimed, card }
    if (error instanceof SlackRateLimited) throw await pauseFor(place, unclaimed, error, lineOf(card.channel))
    if (error instanceof SlackRefused) await putCard(place.stream, place.workflow, card, claimed.version)
    throw error
  }
}
