// Keeping one Slack message and its thread in step with a stream. Slack cannot post idempotently, so every post is claimed, marked and found again.
import { randomUUID } from 'node:crypto'
import type { KnownBlock } from '@slack/types'
import { plusSeconds, secondsUntil } from '#domain/shared/time.ts'
import { findMessage, postMessage, updateMessage } from '#gateways/slack.ts'
import { SlackRateLimited, SlackRefused } from '#gateways/slack-errors.ts'
import { type Card, type KeptCard, putCard, readKeptCard } from '#store/workflow-items.ts'

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

/** A note for the thread, posted because of event `seq`. */
export interface Note extends Message {
  seq: number
}

/** Not now: Slack asked for a pause. Nothing is lost; come again after `seconds`. */
class PostLater extends Error {
  override name = 'PostLater'
  readonly seconds: number
  constructor(seconds: number) {
    super(`come again in ${seconds} s`)
    this.seconds = Math.max(1, seconds)
  }
}

/** Somebody else is posting the same, or died at it a moment ago. */
class PostUnderWay extends Error {
  override name = 'PostUnderWay'
}

/**
 * Says what there is to say in Slack: undefined when all of it is there, otherwise how many seconds to wait before the
 * workflow tries again. Every workflow that posts waits in this one way.
 * @throws SlackUnavailable, PostUnderWay, CardMoved and table errors, which the workflow retries; nothing is posted twice
 */
export const secondsToWait = async (say: () => Promise<void>): Promise<number | undefined> => {
  try {
    await say()
    return undefined
  } catch (error) {
    if (error instanceof PostLater) return error.seconds
    throw error
  }
}

/** The answer of a task that has nothing to wait for but Slack. */
export interface Said {
  over: boolean
  waitSeconds: number
}

/** As `secondsToWait`, for a task that is over once all is said. */
export const said = async (say: () => Promise<void>): Promise<Said> => {
  const wait = await secondsToWait(say)
  return { over: wait === undefined, waitSeconds: wait ?? 1 }
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

/** A claim outlives the call that it is for (2 s), so that whoever comes next finds what that call has posted. */
const CLAIM_SECONDS = 4

const timeNow = (): string => new Date().toISOString()

interface Post {
  place: Place
  kept: KeptCard
  seq: number
  message: Message
}

/** The `ts` of what an earlier attempt has posted; not to be asked while that attempt may still be under way. */
const posted = ({ place, kept: { card }, seq, message }: Post): Promise<string | undefined> => {
  if (card.attempt?.seq !== seq) return Promise.resolve(undefined)
  const { until } = card.attempt
  if (timeNow() < until) throw new PostUnderWay(`${place.stream} ${place.workflow}`)
  const { channel, ts } = card
  const where = seq === 0 ? { channel } : { channel, threadTs: ts! }
  return findMessage({ ...where, ...message.metadata, since: place.since })
}

/** Posts under a claim; the `ts`, and the card as it stands with the claim still on it. */
const post = async ({ place, kept, seq, message }: Post): Promise<{ ts: string; kept: KeptCard }> => {
  const { stream, workflow } = place
  const { attempt: _, postAfter: __, ...card } = kept.card
  const attempt = { seq, until: plusSeconds(timeNow(), CLAIM_SECONDS), by: randomUUID() }
  const claimed = await putCard(stream, workflow, { ...card, attempt }, kept.version)
  const { channel, ts: threadTs } = card
  try {
    const where = seq === 0 ? { channel } : { channel, threadTs: threadTs! }
    return { ts: await postMessage({ ...where, ...message }), kept: claimed }
  } catch (error) {
    // Only what Slack has answered is known not to be there.
    if (error instanceof SlackRefused) await putCard(stream, workflow, card, claimed.version)
    throw error instanceof SlackRateLimited ? await paused(place, { ...claimed, card }, error) : error
  }
}

/** Notes the pause that Slack asked for. */
const paused = async (place: Place, { card, version }: KeptCard, pause: SlackRateLimited): Promise<Error> => {
  const seconds = Math.max(1, pause.retryAfterSeconds)
  const postAfter = plusSeconds(timeNow(), seconds)
  await putCard(place.stream, place.workflow, { ...card, postAfter }, version)
  return new PostLater(seconds)
}

/** Runs `work` on the card unless a pause is on; a pause that Slack asks for meanwhile is noted. */
const onCard = (place: Place, work: (kept: KeptCard) => Promise<void>): Promise<void> =>
  unlessRefused(place, async () => {
    const kept = (await readKeptCard(place.stream, place.workflow)) ?? {
      card: { channel: place.channel, postedSeq: 0 },
      version: 0,
    }
    const { postAfter } = kept.card
    if (postAfter !== undefined && timeNow() < postAfter)
      throw new PostLater(secondsUntil(timeNow(), postAfter))
    try {
      await work(kept)
    } catch (error) {
      if (!(error instanceof SlackRateLimited)) throw error
      throw await paused(place, (await readKeptCard(place.stream, place.workflow)) ?? kept, error)
    }
  })

/**
 * Posts the card, or brings the posted one up to date.
 * @throws PostLater (see `secondsToWait`), SlackUnavailable: try again later, nothing will be posted twice
 */
export const showCard = (place: Place, message: Message): Promise<void> =>
  onCard(place, async (kept) => {
    const { channel, ts: shown } = kept.card
    const { text, blocks } = message
    if (shown && (await updated({ channel, ts: shown, text, blocks }))) return

    const fresh: KeptCard = shown ? { ...kept, card: { channel, postedSeq: 0 } } : kept
    const found = await posted({ place, kept: fresh, seq: 0, message })
    // What was found may have been posted before something happened.
    if (found) await updateMessage({ channel, ts: found, text, blocks })
    const {
      ts,
      kept: { version },
    } = found ? { ts: found, kept: fresh } : await post({ place, kept: fresh, seq: 0, message })
    await putCard(place.stream, place.workflow, { channel, ts, postedSeq: 0 }, version)
  })

/**
 * Shows `first`, and what `render` says when that has become something else while Slack took it: of two who show the same
 * card, whoever ends last has looked last. Throws as `showCard` does.
 */
export const showLatest = async (
  place: Place,
  first: Message,
  render: () => Promise<Message | undefined>,
): Promise<void> => {
  await showCard(place, first)
  let shown = first
  for (let round = 0; round < 3; round++) {
    const latest = await render()
    if (!latest || JSON.stringify(latest) === JSON.stringify(shown)) return
    await showCard(place, latest)
    shown = latest
  }
}

/** Posts the notes that the thread does not have yet, in order. Throws as `showCard` does. */
export const postThread = (place: Place, notes: readonly Note[]): Promise<void> =>
  onCard(place, async (first) => {
    let kept = first
    for (const { seq, ...message } of notes) {
      const { channel, ts } = kept.card
      if (!ts || seq <= kept.card.postedSeq) continue
      const found = await posted({ place, kept, seq, message })
      if (!found) kept = (await post({ place, kept, seq, message })).kept
      const card: Card = { channel, ts, postedSeq: seq }
      kept = await putCard(place.stream, place.workflow, card, kept.version)
    }
  })
