// What people have written in Slack: one message, or all of a thread.
import * as z from 'zod'
import { call } from './slack.ts'

const Answer = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      user: z.string().optional(),
      text: z.string().default(''),
      bot_id: z.string().optional(),
    }),
  ),
})

export interface Written {
  ts: string
  by: string
  text: string
}

const written = (answer: unknown): Written[] =>
  Answer.parse(answer).messages.flatMap(({ ts, user, text, bot_id: bot }) =>
    user && !bot && text ? [{ ts, by: user, text }] : [],
  )

/** When a message was posted; Slack's `ts` is seconds since the epoch. */
export const instantOf = (ts: string): string => new Date(Number(ts) * 1000).toISOString()

/** What people wrote in a thread, oldest first, at most 200 messages; ours are left out. Throws Slack's errors. */
export const readThread = (channel: string, threadTs: string): Promise<Written[]> =>
  call('click', 'conversations.replies', async (client) =>
    written(await client.conversations.replies({ channel, ts: threadTs, limit: 200 })),
  )

/** One message of a channel or (`threadTs`) of a thread; undefined when it is not there or nobody's words. */
export const readMessage = async (
  channel: string,
  ts: string,
  threadTs?: string,
): Promise<Written | undefined> => {
  const only = { channel, oldest: ts, latest: ts, inclusive: true, limit: 2 }
  const found = await call(
    'click',
    threadTs ? 'conversations.replies' : 'conversations.history',
    async (client) =>
      written(
        threadTs
          ? await client.conversations.replies({ ...only, ts: threadTs })
          : await client.conversations.history(only),
      ),
  )
  return found.find((message) => message.ts === ts)
}
