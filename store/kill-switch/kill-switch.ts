// The kill switch in the table: its own stream, and its facts in the posture that every decision reads, in one transaction.
import { QueryCommand } from '@aws-sdk/client-dynamodb'
import { ACKS, ackOrder, type SwitchAck, switchAck } from '#domain/kill-switch/ack.ts'
import { SwitchEvent } from '#domain/kill-switch/events.ts'
import { killSwitch, SWITCH, type SwitchCommand } from '#domain/kill-switch/kill-switch.ts'
import type { Engagement, SwitchState } from '#domain/kill-switch/state.ts'
import { fromRecord, recordFromItem } from '../kernel/record.ts'
import { type Committed, load, runCommand } from '../kernel/run-command.ts'
import { dynamodb, fromItem, type Item, streamName, tableName } from '../kernel/table.ts'
import { postureWrite } from '../posture.ts'

const STREAM = streamName(killSwitch.kind, SWITCH)

const facts = ({ revision, engaged, voids }: SwitchState): string =>
  JSON.stringify({ revision, engaged, voids })

/** Runs a command of the switch. Once this returns, no decision that begins afterwards allows what it stops. */
export const runSwitch = (
  command: SwitchCommand,
  requestId: string,
): Promise<Committed<SwitchState, SwitchEvent>> =>
  runCommand(killSwitch, SWITCH, command, {
    requestId,
    alongside: (_before, after) => [postureWrite('killSwitch', facts(after))],
  })

/** The switch as of the last commit. */
export const readSwitch = async (): Promise<SwitchState> =>
  (await load(killSwitch, SWITCH))?.state ?? killSwitch.initialState

async function* eventsBackTo(since: string): AsyncGenerator<SwitchEvent> {
  let start: Item | undefined
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :stream AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':stream': { S: STREAM }, ':event': { S: 'event#' } },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: 200,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    for (const item of page.Items ?? []) {
      const event = SwitchEvent.parse(fromRecord(recordFromItem(item)))
      if (event.at < since) return
      yield event
    }
    start = page.LastEvaluatedKey
  } while (start)
}

export interface Episode {
  /** As it was last. */
  engagement: Engagement
  ended: Extract<SwitchEvent, { type: 'SwitchReleased' | 'SwitchEnded' }> | undefined
}

/** What became of what was engaged for a scope at `since`; reads the switch's events from now back to then. */
export const readEpisode = async (scope: string, since: string): Promise<Episode | undefined> => {
  let engagement: Engagement | undefined
  let ended: Episode['ended']
  for await (const event of eventsBackTo(since)) {
    if (event.type === 'SwitchEngaged' && event.engagement.scope === scope) {
      // One that began later is another story, and so is its end.
      if (event.engagement.since === since) engagement ??= event.engagement
      else ended = undefined
    }
    if (
      (event.type === 'SwitchReleased' || event.type === 'SwitchEnded') &&
      event.scope === scope &&
      !engagement
    )
      ended = event
  }
  return engagement && { engagement, ended }
}

/** What agents have said about this revision of the switch and later ones; eventually consistent. */
export const acksSince = async (revision: number): Promise<SwitchAck[]> => {
  const acks: SwitchAck[] = []
  let start: Item | undefined
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: 'queue',
        KeyConditionExpression: 'queuePk = :acks AND queueSk >= :revision',
        ExpressionAttributeValues: { ':acks': { S: ACKS }, ':revision': { S: ackOrder(revision) } },
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    for (const item of page.Items ?? []) {
      const { ack } = switchAck.state.parse(JSON.parse(String(fromItem(item)['state'])))
      if (ack) acks.push(ack)
    }
    start = page.LastEvaluatedKey
  } while (start)
  return acks
}
