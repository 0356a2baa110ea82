// Who and what is in the workspace: people (who may be deactivated), their groups by role, channels and direct messages.
import type { DatabaseSync } from 'node:sqlite'
import { bot, type Channel, type Fields, type Person, team } from './model.ts'

export interface Conversation extends Channel {
  /** The other person, when it is a direct message with the bot. */
  user?: string
}

export function createDirectory(db: DatabaseSync, people: Person[], channels: Channel[]) {
  db.exec('CREATE TABLE IF NOT EXISTS slack_deactivated (user TEXT PRIMARY KEY) STRICT')
  const deactivated = db.prepare('SELECT 1 FROM slack_deactivated WHERE user = ?')
  const add = db.prepare('INSERT OR IGNORE INTO slack_deactivated VALUES (?)')
  const drop = db.prepare('DELETE FROM slack_deactivated WHERE user = ?')

  const isDeleted = (id: string) => deactivated.get(id) !== undefined
  const person = (id: string) => people.find((known) => known.id === id)

  const group = (role: string) => ({
    id: `S${role.replaceAll(/[^a-z0-9]/gi, '').toUpperCase()}`,
    role,
    users: people.filter(({ id, roles }) => roles.includes(role) && !isDeleted(id)).map(({ id }) => id),
  })

  /** A channel by id or name, or the direct message with a person by either's id. */
  const conversation = (given: string): Conversation | undefined => {
    const name = given.replace(/^#/, '')
    const channel = channels.find((known) => known.id === given || known.name === name)
    if (channel) return channel
    const other = person(given) ?? person(given.replace(/^D/, ''))
    return other ? { id: `D${other.id}`, name: other.name, purpose: '', user: other.id } : undefined
  }

  return {
    people,
    channels,
    person,
    isDeleted,
    conversation,
    setDeleted: (id: string, deleted: boolean) => (deleted ? add : drop).run(id),
    groups: () => [...new Set(people.flatMap(({ roles }) => roles))].map(group),
    /** A user as `users.info` shows it; the bot is one too. */
    profile: (id: string): Fields | undefined => {
      if (id === bot.id) return profileOf(bot.id, bot.name, false, true)
      const known = person(id)
      return known && profileOf(known.id, known.name, isDeleted(id), false)
    },
  }
}

/** The short name that Slack puts into payloads. */
export const handleOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')

const profileOf = (id: string, name: string, deleted: boolean, isBot: boolean): Fields => ({
  id,
  team_id: team.id,
  name: handleOf(name),
  real_name: name,
  deleted,
  tz: 'Etc/UTC',
  tz_label: 'Coordinated Universal Time',
  tz_offset: 0,
  is_bot: isBot,
  is_app_user: false,
  is_admin: false,
  is_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  updated: 0,
  profile: {
    real_name: name,
    display_name: name,
    ...(isBot ? { bot_id: bot.bot_id, api_app_id: bot.app_id } : {}),
  },
})
