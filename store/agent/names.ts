// Which agents, skills and channels there are to speak of: one small item for each, so that a mistyped name is not taken for one.
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { dynamodb, fromItem, tableName, toItem } from '../kernel/table.ts'

const KnownName = z.object({ kind: z.enum(['agent', 'skill', 'channel']), name: z.string() })
export type KnownName = z.infer<typeof KnownName>

const NAMES = 'names'
const KEEP_SECONDS = 180 * 86_400
/** A container writes a name again only after this, so that names in use stay and cost next to nothing. */
const EVERY_MS = 6 * 3_600_000
/** Names that one container notes in that time; an agent that makes names up cannot fill the table. */
const MOST_NOTED = 500
/** Names that are looked through; beyond it the oldest letters win, and people insist. */
const MOST_READ = 5_000

let noted = new Map<string, number>()

const put = ({ kind, name }: KnownName, now: number, signal?: AbortSignal) =>
  dynamodb.send(
    new PutItemCommand({
      TableName: tableName(),
      Item: toItem({
        pk: `name/${kind}`,
        sk: name,
        kind,
        name,
        queuePk: NAMES,
        queueSk: `${kind}:${name}`,
        expiresAt: Math.floor(now / 1000) + KEEP_SECONDS,
      }),
    }),
    signal ? { abortSignal: signal } : {},
  )

/** Notes what exists, for sure. */
export const noteName = async (name: KnownName): Promise<void> => {
  await put(name, Date.now())
}

/** Notes what was heard of. Never throws and takes 300 ms at most: a request must not fail because this could not be written. */
export const noteNames = async (names: readonly KnownName[]): Promise<void> => {
  const now = Date.now()
  const fresh = names.filter(
    ({ kind, name }) => now - (noted.get(`${kind}:${name}`) ?? Number.NEGATIVE_INFINITY) >= EVERY_MS,
  )
  if (noted.size > MOST_NOTED) noted = new Map([...noted].filter(([, at]) => now - at < EVERY_MS))
  if (noted.size > MOST_NOTED) return
  await Promise.all(
    fresh.map(async (each) => {
      const key = `${each.kind}:${each.name}`
      noted.set(key, now)
      try {
        await put(each, now, AbortSignal.timeout(300))
      } catch {
        noted.delete(key)
      }
    }),
  )
}

/** Every name that is known; eventually consistent. */
export const knownNames = async (): Promise<KnownName[]> => {
  const names: KnownName[] = []
  let start: ReturnType<typeof toItem> | undefined
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: 'queue',
        KeyConditionExpression: 'queuePk = :names',
        ExpressionAttributeValues: { ':names': { S: NAMES } },
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    names.push(...(page.Items ?? []).map((item) => KnownName.parse(fromItem(item))))
    start = page.LastEvaluatedKey
  } while (start && names.length < MOST_READ)
  return names
}
