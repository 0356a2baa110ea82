// Keeping one Slack message and its thread in step with a stream, wherever Slack takes them.
import { openDirect } from '#gateways/slack.ts'
import { SlackRefused } from '#gateways/slack-errors.ts'
import { putCard, readCard, readKeptCard } from '#store/workflow-items.ts'
import { type Message, postOnce } from './claim.ts'
import { inChannel, onCard } from './in-channel.ts'
import { isRefusedEverywhere, nobodyTold, recordRefusal } from './refused.ts'
import { type Place, PostLater, postLater } from './turn.ts'

export type { Message } from './claim.ts'
export type { Place } from './turn.ts'

/** A note for the thread, posted because of event `seq`. */
export interface Note extends Message {
  seq: number
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

/** Does something with a person's direct message; how many people it reached. */
const withEach = async (
  place: Place,
  people: readonly string[],
  show: (place: Place) => Promise<boolean>,
): Promise<number> => {
  let reached = 0
  for (const person of people) {
    const workflow = `${place.workflow}#direct#${person}`
    try {
      const known = (await readKeptCard(place.stream, workflow))?.card.channel
      const channel = known ?? (await openDirect(person))
      const { stream, lane, since } = place
      if (await show({ stream, lane, since, workflow, channel })) reached += 1
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error
      await recordRefusal(place, person, error)
      if (isRefusedEverywhere(error)) break
    }
  }
  return reached
}

/** Shows the card to people directly; how many it reached. */
const directly = (place: Place, message: Message, people: readonly string[]): Promise<number> =>
  withEach(place, people, (each) => inChannel(each, message))

/** Tells people something directly that is not brought up to date later; nobody hears it twice. Throws as `showCard` does. */
export const tellOnce = async (place: Place, message: Message, people: readonly string[]): Promise<void> => {
  await withEach(place, people, async (each) => {
    const told = await readCard(each.stream, each.workflow)
    return told?.ts !== undefined || inChannel(each, message)
  })
}

/** More than these are not written to one by one. */
const MOST_PEOPLE = 10
const TRY_AGAIN_SECONDS = 60

/**
 * Posts the card, or brings the posted one up to date: in its channel, while that refuses it in its fallback, and when no
 * channel takes it, to people directly.
 * @throws PostLater (see `secondsToWait`), SlackUnavailable: try again later, nothing will be posted twice
 */
export const showCard = async (place: Place, message: Message): Promise<void> => {
  if (await inChannel(place, message)) return
  const people = (place.people?.() ?? []).slice(0, MOST_PEOPLE)
  if ((await directly(place, message, people)) > 0) return
  nobodyTold(place)
  const kept = await readKeptCard(place.stream, place.workflow)
  if (kept) throw await postLater(place, kept, Date.now() + TRY_AGAIN_SECONDS * 1000)
  throw new PostLater(TRY_AGAIN_SECONDS)
}

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

/** So many notes go at one turn. */
const NOTES_A_TURN = 5

/** Posts the notes that the thread does not have yet, in order. Throws as `showCard` does. */
export const postThread = (place: Place, notes: readonly Note[]): Promise<void> =>
  onCard(place, async (first) => {
    let kept = first
    const { channel, ts } = first.card
    const missing = ts === undefined ? [] : notes.filter(({ seq }) => seq > first.card.postedSeq)
    try {
      for (const [index, { seq, ...message }] of missing.entries()) {
        const isFirst = index % NOTES_A_TURN === 0
        const count = isFirst ? Math.min(NOTES_A_TURN, missing.length - index) : 0
        const posted = await postOnce({ place, kept, seq, message, count })
        const { attempt: _made, postAfter: _due, ...card } = kept.card
        kept = await putCard(place.stream, place.workflow, { ...card, postedSeq: seq }, posted.kept.version)
      }
    } catch (error) {
      // The card goes on elsewhere when it is shown next, and its thread with it.
      if (!(error instanceof SlackRefused)) throw error
      await recordRefusal(place, channel, error)
    }
  })
