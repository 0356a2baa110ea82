// Response URLs: the short-lived, counted permission that each interaction gives the bot to answer in place.
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from './ports.ts'

const lifetimeMs = 30 * 60_000
const maxUses = 5

/** Where an answer goes; `message_ts` is what `replace_original` replaces, once there is something. */
export interface ResponseTarget {
  channel: string
  user: string
  message_ts: string | null
}

export function createResponseUrls(db: DatabaseSync, clock: Clock, baseUrl: () => string) {
  db.exec(`CREATE TABLE IF NOT EXISTS slack_response_urls (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, user TEXT NOT NULL, message_ts TEXT,
    expires_at INTEGER NOT NULL, uses INTEGER NOT NULL) STRICT`)
  const insert = db.prepare('INSERT INTO slack_response_urls VALUES (?, ?, ?, ?, ?, 0)')
  const select = db.prepare('SELECT * FROM slack_response_urls WHERE id = ?')
  const count = db.prepare('UPDATE slack_response_urls SET uses = uses + 1 WHERE id = ?')
  const point = db.prepare('UPDATE slack_response_urls SET message_ts = ? WHERE id = ?')
  const prune = db.prepare('DELETE FROM slack_response_urls WHERE expires_at < ?')

  return {
    issue: ({ channel, user, message_ts }: ResponseTarget) => {
      prune.run(Math.floor(clock.now()) - lifetimeMs)
      const id = crypto.randomUUID()
      insert.run(id, channel, user, message_ts, Math.floor(clock.now()) + lifetimeMs)
      return { id, url: `${baseUrl()}/_slack/response/${id}` }
    },
    /** Takes one of the five uses; says why not when there is none left. */
    use: (id: string): ResponseTarget | 'expired_url' | 'used_url' => {
      const row = select.get(id)
      if (!row || Number(row['expires_at']) < clock.now()) return 'expired_url'
      if (Number(row['uses']) >= maxUses) return 'used_url'
      count.run(id)
      const { channel, user, message_ts } = row
      return {
        channel: String(channel),
        user: String(user),
        message_ts: message_ts === null ? null : String(message_ts),
      }
    },
    /** The answer itself becomes the original that a later `replace_original` means. */
    pointTo: (id: string, messageTs: string) => point.run(messageTs, id),
  }
}
