// Why: every `stream` event of serverless.yml gets its source, reading DynamoDB itself and not what may be made to fail.
import type { DatabaseSync } from 'node:sqlite'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { Clock } from '../../clock.ts'
import { directClient } from '../../environment.ts'
import type { Service } from '../../service.ts'
import type { LocalTable } from '../dynamodb/table.ts'
import { createStreamSource, type StreamSource } from './stream.ts'

export interface Streams extends StreamSource {
  /** Events are delivered from now on. */
  start(table: LocalTable): void
}

export interface StreamsOptions {
  db: DatabaseSync
  clock: Clock
  /** DynamoDB's address. */
  endpoint: string
  service: Service
  invoke: (functionKey: string, event: unknown) => Promise<unknown>
}

/** All stream sources as one; nothing is read before `start`. */
export function createStreams({ db, clock, endpoint, service, invoke }: StreamsOptions): Streams {
  const client = new DynamoDBStreamsClient(directClient(endpoint, service.region))
  let sources: StreamSource[] = []
  return {
    start: ({ streamArn, partitionKey }: LocalTable) => {
      sources = service.functions.flatMap(({ key, streams }) =>
        streams.map((settings) =>
          createStreamSource({
            db,
            clock,
            client,
            streamArn,
            partitionKey,
            region: service.region,
            settings,
            consumer: key,
            invoke: (event) => invoke(key, event),
          }),
        ),
      )
    },
    kick: () => {
      for (const source of sources) source.kick()
    },
    nextDueAt: () => {
      const due = sources.flatMap((source) => source.nextDueAt() ?? [])
      return due.length > 0 ? Math.min(...due) : undefined
    },
    tick: () => {
      for (const source of sources) source.tick()
    },
    idle: async () => {
      for (const source of sources) await source.idle()
    },
    close: async () => {
      for (const source of sources) await source.close()
      client.destroy()
    },
  }
}
