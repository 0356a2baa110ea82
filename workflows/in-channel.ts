// One card in one channel or another: posted where it belongs, elsewhere while that is refused, and at home again later.
import { UPDATES } from '#domain/posting/outbox.ts'
import { plusSeconds, secondsUntil } from '#domain/shared/time.ts'
import { updateMessage } from '#gateways/slack.ts'
import { SlackRateLimited, SlackRefused } from '#gateways/slack-errors.ts'
import { type Card, type KeptCard, putCard, readKeptCard } from '#store/workflow-items.ts'
import { type Message, postOnce } from './claim.ts'
import { isRefusedEverywhere, recordRefusal, recordResumption } from './refused.ts'
import { type Place, PostLater, pauseFor, takeTurn } from './turn.ts'

const timeNow = (): string => new Date().toISOString()

/** Runs `work` on the card unless it has to wait; a pause that Slack asks for meanwhile is noted. */
export const onCard = async <T>(place: Place, work: (kept: KeptCard) => Promise<T>): Promise<T> => {
  const { stream, workflow, channel } = place
  const kept = (await readKeptCard(stream, workflow)) ?? { card: { channel, postedSeq: 0 }, version: 0 }
  const { postAfter } = kept.card
  if (postAfter !== undefined && timeNow() < postAfter)
    throw new PostLater(secondsUntil(timeNow(), postAfter))
  try {
    return await work(kept)
  } catch (error) {
    if (!(error instanceof SlackRateLimited)) throw error
    throw await pauseFor(place, (await readKeptCard(stream, workflow)) ?? kept, error)
  }
}

/** How long a channel is left alone once it has refused a card. */
const LEFT_ALONE_SECONDS = 300

/** Posts the card in the first of these channels that takes it, and says whether one did. */
const postIn = async (
  channels: readonly string[],
  place: Place,
  first: KeptCard,
  message: Message,
): Promise<boolean> => {
  let kept = first
  for (const channel of channels) {
    const { attempt, refusedAt } = kept.card
    const refused = refusedAt === undefined ? {} : { refusedAt }
    // An attempt belongs to the channel that it was made in.
    const known = attempt && kept.card.channel === channel ? { attempt } : {}
    const due = kept.card.postAfter === undefined ? {} : { postAfter: kept.card.postAfter }
    const card: Card = { channel, postedSeq: 0, ...known, ...due, ...refused }
    try {
      const { ts, ...posted } = await postOnce({ place, kept: { ...kept, card }, seq: 0, message, count: 1 })
      const elsewhere = channel === place.channel ? {} : refused
      await putCard(
        place.stream,
        place.workflow,
        { channel, ts, postedSeq: 0, ...elsewhere },
        posted.kept.version,
      )
      if (posted.resumes) await recordResumption(channel)
      // What was found may have been posted before something happened.
      if (posted.found) await updateMessage({ channel, ts, text: message.text, blocks: message.blocks })
      return true
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error
      await recordRefusal(place, channel, error, first.card.refusedAt === undefined)
      const latest = (await readKeptCard(place.stream, place.workflow)) ?? kept
      kept = { ...latest, card: { channel, postedSeq: 0, refusedAt: timeNow() } }
      if (isRefusedEverywhere(error)) break
    }
  }
  await putCard(place.stream, place.workflow, kept.card, kept.version)
  return false
}

/** Whether the posted card could be changed; `gone` when somebody has deleted it. */
const update = async (
  place: Place,
  kept: KeptCard,
  message: Message,
): Promise<'shown' | 'gone' | 'refused'> => {
  const { channel, ts } = kept.card
  await takeTurn(place, kept, [UPDATES])
  try {
    await updateMessage({ channel, ts: ts!, text: message.text, blocks: message.blocks })
    return 'shown'
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error
    if (error.code === 'message_not_found') return 'gone'
    await recordRefusal(place, channel, error)
    return 'refused'
  }
}

const fresh = ({ card: { channel, refusedAt, postAfter }, version }: KeptCard): KeptCard => ({
  card: {
    channel,
    postedSeq: 0,
    ...(refusedAt === undefined ? {} : { refusedAt }),
    ...(postAfter === undefined ? {} : { postAfter }),
  },
  version,
})

/** Tries a card that is shown elsewhere where it belongs; what was shown elsewhere then says so, or goes on there. */
const moveHome = async (place: Place, kept: KeptCard, message: Message): Promise<boolean> => {
  const { channel, ts, postedSeq } = kept.card
  if (await postIn([place.channel], place, fresh(kept), message)) {
    const text = `This goes on in <#${place.channel}>.`
    await updateMessage({ channel, ts: ts!, text, blocks: [] }).catch(unlessRefused)
    return true
  }
  const { version } = (await readKeptCard(place.stream, place.workflow)) ?? kept
  const card: Card = { channel, ts: ts!, postedSeq, refusedAt: timeNow() }
  const back = await putCard(place.stream, place.workflow, card, version)
  return (await update(place, back, message)) === 'shown'
}

/** Shows the card in a channel; whether one took it. */
export const inChannel = (place: Place, message: Message): Promise<boolean> =>
  onCard(place, async (kept) => {
    const { ts, channel, refusedAt, attempt } = kept.card
    const all = [place.channel, ...(place.fallbacks ?? [])]
    const others = all.filter((each) => each !== channel)
    const leftAlone = refusedAt !== undefined && timeNow() < plusSeconds(refusedAt, LEFT_ALONE_SECONDS)
    // Where a post was tried last is where to look for it first.
    if (!ts && attempt) return postIn([channel, ...others], place, kept, message)
    if (!ts) return postIn(all, place, kept, message)
    if (channel !== place.channel && !leftAlone) return moveHome(place, kept, message)
    const state = await update(place, kept, message)
    if (state === 'gone') return postIn([channel, ...others], place, fresh(kept), message)
    if (state === 'shown') return true
    const { card, version } = fresh(kept)
    return postIn(others, place, { card: { ...card, refusedAt: timeNow() }, version }, message)
  })

/** What is only tidying up may be refused. */
const unlessRefused = (error: unknown): void => {
  if (!(error instanceof SlackRefused)) throw error
}
