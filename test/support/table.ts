// A look into the table past the product, so that a test need not believe what the product says of itself.
import { DynamoDBClient, ListTablesCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { deciders } from '#domain/deciders.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { directClient } from '#local/environment.ts'
import type { Item } from '#store/kernel/table.ts'

export const lookInto = (endpoint: string) => {
  const client = new DynamoDBClient(directClient(endpoint, 'eu-central-1'))
  let name: string | undefined
  const tableName = async (): Promise<string> =>
    (name ??= (await client.send(new ListTablesCommand({}))).TableNames?.[0] ?? '')

  const pages = async (
    read: (
      TableName: string,
      start?: Item,
    ) => Promise<{ Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined }>,
  ): Promise<Item[]> => {
    const all: Item[] = []
    let start: Item | undefined
    do {
      const page = await read(await tableName(), start)
      all.push(...(page.Items ?? []))
      start = page.LastEvaluatedKey
    } while (start)
    return all
  }
  const items = () =>
    pages((TableName, start) =>
      client.send(
        new ScanCommand({ TableName, ConsistentRead: true, ...(start ? { ExclusiveStartKey: start } : {}) }),
      ),
    )
  /** What belongs to one stream: its state, its events and what workflows remember of it. */
  const itemsOf = (stream: string) =>
    pages((TableName, start) =>
      client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :stream',
          ExpressionAttributeValues: { ':stream': { S: stream } },
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      ),
    )
  const recorded = async (list: Item[]): Promise<RecordedEvent[]> => {
    const { recordFromItem } = await import('#store/kernel/record.ts')
    return list.filter(({ sk }) => sk?.S?.startsWith('event#')).map(recordFromItem)
  }
  return {
    /** Without the counters and times of calling that move with every request. */
    items: async () =>
      (await items()).filter(({ pk, sk }) => !pk?.S?.startsWith('rate/') && !sk?.S?.startsWith('seen#')),
    events: async () => recorded(await items()),
    /** The event types of one action, first to last. */
    story: async (id: string): Promise<string[]> =>
      (await recorded(await itemsOf(`action/${id}`))).map(({ action }) => action),
    /** Every broken chain, or what is broken about one action's. */
    broken: async (id?: string) => {
      const { verifyItems } = await import('#store/kernel/verify.ts')
      return verifyItems(await (id ? itemsOf(`action/${id}`) : items()), deciders).broken
    },
    close: () => client.destroy(),
  }
}
