// Every item of the table, for verifying and exporting. Reads everything: for operators, never for a request.
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { dynamodb, type Item, tableName } from './table.ts'

export async function* scanTable(): AsyncGenerator<Item> {
  let start: Item | undefined
  do {
    const page = await dynamodb.send(
      new ScanCommand({
        TableName: tableName(),
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    yield* page.Items ?? []
    start = page.LastEvaluatedKey
  } while (start)
}
