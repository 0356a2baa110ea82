// One command for each of many streams, written together where they fit into one transaction: a pause withdraws thousands of requests.
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { Decider, DomainEvent } from '#domain/shared/decider.ts'
import { commit, type Loaded, parse, runCommand, transaction } from './run-command.ts'
import { fromItem, type Item } from './table.ts'

/** DynamoDB takes 100 items and 4 MB in one transaction. */
const MOST_ITEMS = 100
const MOST_BYTES = 2_000_000

interface Prepared {
  id: string
  writes: TransactWriteItem[]
}

const inGroups = (all: Prepared[]): Prepared[][] => {
  const groups: Prepared[][] = []
  let items = 0
  let bytes = 0
  for (const each of all) {
    const size = JSON.stringify(each.writes).length
    const last = groups.at(-1)
    if (last && items + each.writes.length <= MOST_ITEMS && bytes + size <= MOST_BYTES) last.push(each)
    else {
      groups.push([each])
      items = 0
      bytes = 0
    }
    items += each.writes.length
    bytes += size
  }
  return groups
}

/**
 * Runs the command on each of these state items, as they were read a moment ago; the
 * ids of those that changed. Streams that somebody else changed meanwhile are run one by one. Every group is one
 * transaction, which costs what its writes cost alone.
 * @throws ContendedError and the SDK's errors, as `runCommand` does; what was written stays written
 */
export const runOnMany = async <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  read: readonly Item[],
  command: Command,
  requestId: string,
): Promise<string[]> => {
  const prepared = read.flatMap((item): Prepared[] => {
    const loaded: Loaded<State> = parse(decider, item)
    const { events } = decider.decide(loaded.state, command)
    if (events.length === 0) return []
    const after = events.reduce(decider.evolve, loaded.state)
    const stream = String(fromItem(item)['pk'])
    const writes = transaction(decider, stream, loaded, after, events, requestId)
    return [{ id: stream.slice(decider.kind.length + 1), writes }]
  })
  const runGroup = async (group: Prepared[]): Promise<string[]> => {
    const conflict = await commit(group.flatMap(({ writes }) => writes))
    if (!conflict) return group.map(({ id }) => id)
    const alone = await Promise.all(
      group.map(async ({ id }) => {
        const { events } = await runCommand(decider, id, command, { requestId })
        return events.length > 0 ? [id] : []
      }),
    )
    return alone.flat()
  }
  return (await Promise.all(inGroups(prepared).map(runGroup))).flat()
}
