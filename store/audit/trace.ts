// What agents report of their work, for whoever has to find out later: kept for 90 days, by agent and session, outside the record.
import { createHash } from 'node:crypto'
import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { dynamodb, tableName, toItem } from '../kernel/table.ts'

export interface TraceEvent {
  id: string
  at: string
  kind: string
  summary: string
  session?: string | undefined
  run?: string | undefined
  digest?: string | undefined
  /** JSON text. */
  data?: string | undefined
}

const KEEP_SECONDS = 90 * 86_400
/** So many writes are under way at once; a call may bring a hundred. */
const AT_ONCE = 20

const partition = (agent: string, session: string | undefined): string => `trace/${agent}/${session ?? ''}`

const put = async (agent: string, event: TraceEvent, now: string): Promise<boolean> => {
  const id = createHash('sha256').update(event.id).digest('hex')
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: toItem({
          ...event,
          pk: partition(agent, event.session),
          sk: `trace#${id}`,
          agent,
          expiresAt: Math.floor(Date.parse(now) / 1000) + KEEP_SECONDS,
        }),
        // What was said first stands: an agent cannot rewrite its story.
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

/** Keeps these events and returns how many were new. One write unit per KB and event. */
export const addTrace = async (
  agent: string,
  events: readonly TraceEvent[],
  now: string,
): Promise<number> => {
  let fresh = 0
  for (let from = 0; from < events.length; from += AT_ONCE) {
    const written = await Promise.all(
      events.slice(from, from + AT_ONCE).map((event) => put(agent, event, now)),
    )
    fresh += written.filter(Boolean).length
  }
  return fresh
}
