// What Slack refused to post, on record: one stream for each channel.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import type { Decider } from '../shared/decider.ts'
import { Instant } from '../shared/time.ts'

const happened = { at: Instant, by: Actor, channel: z.string() }
export const PostingEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('PostRefused'),
    ...happened,
    result: z.literal('failure'),
    /** Slack's, as in `is_archived`. */
    code: z.string(),
    /** The stream that the post was about. */
    about: z.string(),
  }),
  z.strictObject({ type: z.literal('PostsResumed'), ...happened }),
])
export type PostingEvent = z.infer<typeof PostingEvent>

const State = z.strictObject({})
type State = z.infer<typeof State>

export const slackChannel: Decider<State, PostingEvent, PostingEvent, 'slack-channel'> = {
  kind: 'slack-channel',
  initialState: {},
  state: State,
  event: PostingEvent,
  decide: (_state, event) => ({ events: [event] }),
  evolve: (state) => state,
  subject: () => ({}),
  queue: () => undefined,
}
