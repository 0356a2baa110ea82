// Why: what the stream said is kept until the function has taken it, so neither a crash nor a failure loses an event.
import type { DatabaseSync } from 'node:sqlite'
import type { Position } from './reader.ts'

export interface QueuedRecord {
  id: number
  /** The Lambda event's record as JSON. */
  record: string
}

export interface StreamQueue {
  position(): Position | undefined
  /** Keeps the position and the records (those that matter), in one transaction. */
  add(position: Position, records: { lane: number; record: string }[]): void
  first(lane: number, limit: number): QueuedRecord[]
  /** Taken: everything up to this one in its lane. */
  remove(lane: number, upTo: number): void
  /** Given up on, kept for a person to look at. */
  bury(lane: number, id: number, error: string): void
  lanes(): number[]
}

/** A queue for one function's reading of one stream. Lanes are independent of each other and ordered in themselves. */
export function createStreamQueue(db: DatabaseSync, consumer: string, streamArn: string): StreamQueue {
  db.exec(`
    CREATE TABLE IF NOT EXISTS stream_positions (
      consumer TEXT, stream_arn TEXT, shard_id TEXT NOT NULL, sequence TEXT, PRIMARY KEY (consumer, stream_arn)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS stream_queue (
      id INTEGER PRIMARY KEY AUTOINCREMENT, consumer TEXT NOT NULL, lane INTEGER NOT NULL, record TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS stream_queue_lane ON stream_queue (consumer, lane, id);
    CREATE TABLE IF NOT EXISTS stream_dead_letters (
      id INTEGER PRIMARY KEY, consumer TEXT NOT NULL, record TEXT NOT NULL, error TEXT NOT NULL
    ) STRICT;
  `)
  const readPosition = db.prepare(
    'SELECT shard_id, sequence FROM stream_positions WHERE consumer = ? AND stream_arn = ?',
  )
  const savePosition = db.prepare('INSERT OR REPLACE INTO stream_positions VALUES (?, ?, ?, ?)')
  const insert = db.prepare('INSERT INTO stream_queue (consumer, lane, record) VALUES (?, ?, ?)')
  const select = db.prepare(
    'SELECT id, record FROM stream_queue WHERE consumer = ? AND lane = ? ORDER BY id LIMIT ?',
  )
  const drop = db.prepare('DELETE FROM stream_queue WHERE consumer = ? AND lane = ? AND id <= ?')
  const copyToDeadLetters = db.prepare(
    'INSERT OR IGNORE INTO stream_dead_letters SELECT id, consumer, record, ? FROM stream_queue WHERE id = ?',
  )
  const openLanes = db.prepare('SELECT DISTINCT lane FROM stream_queue WHERE consumer = ?')

  const atomically = (change: () => void) => {
    db.exec('BEGIN IMMEDIATE')
    try {
      change()
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }

  return {
    position: () => {
      const row = readPosition.get(consumer, streamArn)
      if (!row) return undefined
      const { shard_id, sequence } = row
      return { shardId: String(shard_id), ...(sequence !== null && { sequence: String(sequence) }) }
    },
    add: ({ shardId, sequence }, records) =>
      atomically(() => {
        for (const { lane, record } of records) insert.run(consumer, lane, record)
        savePosition.run(consumer, streamArn, shardId, sequence ?? null)
      }),
    first: (lane, limit) =>
      select
        .all(consumer, lane, limit)
        .map((row) => ({ id: Number(row['id']), record: String(row['record']) })),
    remove: (lane, upTo) => void drop.run(consumer, lane, upTo),
    bury: (lane, id, error) =>
      atomically(() => {
        copyToDeadLetters.run(error, id)
        drop.run(consumer, lane, id)
      }),
    lanes: () => openLanes.all(consumer).map((row) => Number(row['lane'])),
  }
}
