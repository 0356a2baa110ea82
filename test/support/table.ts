// A look into the table past the product, so that a test need not believe what the product says of itself.
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { deciders } from '#domain/deciders.ts'
import { directClient } from '#local/environment.ts'
import type { RecordedEvent } from '#store/record.ts'
import type { Item } from '#store/table.ts'

export const lookInto = (endpoint: string) => {
  const client = new DynamoDBClient(directClient(endpoint, 'eu-central-1'))
  let name: string | undefined
  const items = async (): Promise<Item[]> => {
    name ??= (await client.send(new ListTablesCommand({}))).TableNames?.[0] ?? ''
    const all: Item[] = []
    let start: Item | undefined
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: name,
          ConsistentRead: true,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      )
      all.push(...((page.Items ?? []) as Item[]))
      start = page.LastEvaluatedKey as Item | undefined
    } while (start)
    return all
  }
  const events = async (): Promise<RecordedEvent[]> => {
    const { recordFromItem } = await import('#store/record.ts')
    return (await items())
      .filter(({ sk }) => sk?.S?.startsWith('event#'))
      .map(recordFromItem)
      .sort((a, b) => (a.stream === b.stream ? a.seq - b.seq : a.stream < b.stream ? -1 : 1))
  }
  return {
    items,
    events,
    /** The event types of one action, first to last. */
    story: async (id: string): Promise<string[]> =>
      (await events()).filter(({ stream }) => stream === `action/${id}`).map(({ action }) => action),
    /** Every broken chain. */
    broken: async () => {
      const { verifyItems } = await import('#store/verify.ts')
      return verifyItems(await items(), deciders).broken
    },
    close: () => client.destroy(),
  }
}
