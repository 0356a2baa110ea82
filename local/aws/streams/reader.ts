// Why: what DynamoDB's stream says next, from where we left off, through restarts, trims and shard changes.
import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams'

export type StreamRecord = _Record

/** The last record that needs no reading again; without `sequence` the shard's beginning. */
export interface Position {
  shardId: string
  sequence?: string
}

export interface Page {
  records: StreamRecord[]
  /** To be kept together with the records, and given to `createStreamReader` after a restart. */
  position: Position
  /** More may lie behind it: dynoxide gives all there is up to the limit. */
  full: boolean
}

export interface StreamReader {
  /** The next records in order; undefined when there are none at the moment. */
  next(): Promise<Page | undefined>
}

const PAGE = 1_000

export function createStreamReader(
  client: DynamoDBStreamsClient,
  streamArn: string,
  start: Position | undefined,
): StreamReader {
  let position = start
  let iterator: string | undefined

  const shards = async (): Promise<Shard[]> =>
    (await client.send(new DescribeStreamCommand({ StreamArn: streamArn }))).StreamDescription?.Shards ?? []

  const open = async ({ shardId, sequence }: Position): Promise<string | undefined> => {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ...(sequence === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence }),
      }),
    )
    return ShardIterator
  }

  const firstPosition = async (): Promise<Position | undefined> => {
    const known = await shards()
    const oldest = known.find(({ ParentShardId }) => !known.some(({ ShardId }) => ShardId === ParentShardId))
    return oldest?.ShardId === undefined ? undefined : { shardId: oldest.ShardId }
  }

  const followClosed = async (closed: Position): Promise<void> => {
    const child = (await shards()).find(({ ParentShardId }) => ParentShardId === closed.shardId)
    if (child?.ShardId !== undefined) position = { shardId: child.ShardId }
  }

  const read = async (): Promise<Page | undefined> => {
    position ??= await firstPosition()
    if (!position) return undefined
    iterator ??= await open(position)
    const { Records = [], NextShardIterator } = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: PAGE }),
    )
    iterator = NextShardIterator
    const sequence = Records.at(-1)?.dynamodb?.SequenceNumber
    if (sequence === undefined) {
      if (iterator === undefined) await followClosed(position)
      return undefined
    }
    position = { shardId: position.shardId, sequence }
    return { records: Records, position, full: Records.length === PAGE }
  }

  return {
    next: async () => {
      try {
        return await read()
      } catch (error) {
        iterator = undefined
        // Older than the stream keeps, or a shard that is gone: whatever is left comes again from its beginning.
        if (error instanceof TrimmedDataAccessException) position = undefined
        if (error instanceof TrimmedDataAccessException || error instanceof ExpiredIteratorException) {
          return undefined
        }
        throw error
      }
    },
  }
}
