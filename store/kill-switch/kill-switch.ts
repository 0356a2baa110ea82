// The kill switch in the table: its own stream, and its facts in the posture that every decision reads, in one transaction.
import { ACKS, ackOrder, type SwitchAck, switchAck } from '#domain/kill-switch/ack.ts'
import type { SwitchEvent } from '#domain/kill-switch/events.ts'
import { endsIt, killSwitch, SWITCH, type SwitchCommand } from '#domain/kill-switch/kill-switch.ts'
import type { Engagement, SwitchState } from '#domain/kill-switch/state.ts'
import { readEvent } from '#domain/shared/recorded-event.ts'
import { queryAll, startingWith } from '../kernel/query.ts'
import { recordFromItem } from '../kernel/record.ts'
import { type Committed, load, parse, runCommand } from '../kernel/run-command.ts'
import { streamName } from '../kernel/table.ts'
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
  const query = { ...startingWith(STREAM, 'event#'), ScanIndexForward: false }
  for await (const item of queryAll(query, () => 200)) {
    const record = recordFromItem(item)
    if (record.at < since) return
    const event = readEvent(killSwitch, record)
    if (event) yield event
  }
}

export interface Episode {
  /** As it was last. */
  engagement: Engagement
  ended: Extract<SwitchEvent, { type: 'SwitchReleased' | 'SwitchEnded' }> | undefined
}

/** What became of what was engaged for a scope at `since`; reads the switch's events from now back to then. */
export const readEpisode = async (scope: string, since: string): Promise<Episode | undefined> => {
  let engagement: Engagement | undefined
  let ends: NonNullable<Episode['ended']>[] = []
  for await (const event of eventsBackTo(since)) {
    if (event.type === 'SwitchEngaged' && event.engagement.scope === scope) {
      // One that began later is another story, and so is its end.
      if (event.engagement.since === since) engagement ??= event.engagement
      else ends = ends.filter((end) => !endsIt(end, event.engagement))
    }
    if (
      (event.type === 'SwitchReleased' || event.type === 'SwitchEnded') &&
      event.scope === scope &&
      !engagement
    )
      ends.push(event)
  }
  if (!engagement) return undefined
  const last = engagement
  return { engagement, ended: ends.findLast((end) => endsIt(end, last)) }
}

/** What agents have said about this revision of the switch and later ones; eventually consistent. */
export const acksSince = async (revision: number): Promise<SwitchAck[]> => {
  const acks: SwitchAck[] = []
  const query = {
    IndexName: 'queue',
    KeyConditionExpression: 'queuePk = :acks AND queueSk >= :revision',
    ExpressionAttributeValues: { ':acks': { S: ACKS }, ':revision': { S: ackOrder(revision) } },
  }
  for await (const item of queryAll(query)) {
    const { ack } = parse(switchAck, item).state
    if (ack) acks.push(ack)
  }
  return acks
}
