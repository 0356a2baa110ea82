// Messages in SQLite, so that a channel reads the same after a restart.
import type { DatabaseSync } from 'node:sqlite'
import type { Message } from './model.ts'
import type { Clock } from './ports.ts'

/** Which messages of a channel; times as Slack writes them, both exclusive unless `inclusive`. */
export interface Range {
  oldest?: string | undefined
  latest?: string | undefined
  inclusive?: boolean | undefined
}

export function createMessageStore(db: DatabaseSync, clock: Clock) {
  db.exec(`CREATE TABLE IF NOT EXISTS slack_messages (
    ts TEXT PRIMARY KEY, channel TEXT NOT NULL, thread_ts TEXT, body TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS slack_messages_by_channel ON slack_messages (channel, ts)`)
  const select = 'SELECT body FROM slack_messages WHERE channel = ?'
  const byTs = db.prepare(`${select} AND ts = ?`)
  const all = db.prepare(`${select} ORDER BY ts`)
  const inThread = db.prepare(`${select} AND (ts = ? OR thread_ts = ?) ORDER BY ts`)
  const newest = db.prepare('SELECT max(ts) AS ts FROM slack_messages')
  const write = db.prepare(
    `INSERT INTO slack_messages (ts, channel, thread_ts, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (ts) DO UPDATE SET body = excluded.body`,
  )
  const erase = db.prepare('DELETE FROM slack_messages WHERE channel = ? AND ts = ?')
  const channelsUsed = db.prepare('SELECT DISTINCT channel FROM slack_messages ORDER BY channel')

  let lastMicros = microsOf(String(newest.get()?.['ts'] ?? '0.0'))

  /** A time that no message, click or view has had before; they are identities in Slack. */
  const nextTs = () => {
    lastMicros = Math.max(lastMicros + 1, Math.floor(clock.now() * 1000))
    return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
  }

  const save = (message: Message) => {
    write.run(message.ts, message.channel, message.thread_ts ?? null, JSON.stringify(message))
    return message
  }

  return {
    nextTs,
    save,
    add: (message: Omit<Message, 'ts'>) => save({ ts: nextTs(), ...message }),
    get: (channel: string, ts: string) => parse(byTs.get(channel, ts)),
    remove: (channel: string, ts: string) => erase.run(channel, ts).changes > 0,
    list: (channel: string, range: Range = {}) =>
      all
        .all(channel)
        .map(parseRow)
        .filter(({ ts }) => isWithin(ts, range)),
    thread: (channel: string, ts: string) => inThread.all(channel, ts, ts).map(parseRow),
    channels: () => channelsUsed.all().map((row) => String(row['channel'])),
  }
}

const microsOf = (ts: string) => {
  const [seconds, micros] = ts.split('.')
  return Number(seconds) * 1e6 + Number(micros)
}

/** Whether a message of this time is in the range. */
export function isWithin(ts: string, { oldest, latest, inclusive }: Range): boolean {
  const at = Number(ts)
  if (inclusive && (ts === oldest || ts === latest)) return true
  return (!oldest || at > Number(oldest)) && (!latest || at < Number(latest))
}

type Row = Record<string, unknown>
const parseRow = (row: Row): Message => JSON.parse(String(row['body']))
const parse = (row: Row | undefined): Message | undefined => (row ? parseRow(row) : undefined)
