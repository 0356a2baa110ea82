// Open modals (a stack of at most three a person) and App Homes, kept across restarts like everything people see.
import type { DatabaseSync } from 'node:sqlite'
import { bot, type Fields, team, type View } from './model.ts'

export function createViewStore(db: DatabaseSync, nextTs: () => string) {
  db.exec(`CREATE TABLE IF NOT EXISTS slack_views (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, type TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL) STRICT`)
  const ofUser = db.prepare('SELECT body FROM slack_views WHERE user = ? AND type = ? ORDER BY position')
  const byId = db.prepare('SELECT user, body FROM slack_views WHERE id = ?')
  const everything = db.prepare('SELECT user, body FROM slack_views')
  const write = db.prepare(
    `INSERT INTO slack_views (id, user, type, position, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  )
  const erase = db.prepare('DELETE FROM slack_views WHERE id = ?')
  const eraseAll = db.prepare('DELETE FROM slack_views WHERE user = ? AND type = ?')

  const stack = (user: string) => ofUser.all(user, 'modal').map(bodyOf)
  const home = (user: string) => ofUser.all(user, 'home').map(bodyOf)[0]

  const save = (user: string, view: View, position: number) => {
    write.run(view.id, user, view.type, position, JSON.stringify(view))
    return view
  }

  return {
    stack,
    home,
    get: (id: string) => {
      const row = byId.get(id)
      return row ? { user: String(row['user']), view: bodyOf(row) } : undefined
    },
    byExternalId: (externalId: string) =>
      everything
        .all()
        .map((row) => ({ user: String(row['user']), view: bodyOf(row) }))
        .find(({ view }) => view.external_id === externalId),
    /** Puts a new modal on top of what the person has open. */
    push: (user: string, definition: Fields) => {
      const below = stack(user)
      const id = newId()
      const top = below.at(-1)
      const links = { id, root_view_id: top?.root_view_id ?? id, previous_view_id: top?.id ?? null }
      return save(user, complete(definition, links, nextTs()), below.length)
    },
    publish: (user: string, definition: Fields) => {
      const id = home(user)?.id ?? newId()
      return save(user, complete(definition, { id, root_view_id: id, previous_view_id: null }, nextTs()), 0)
    },
    /** The same view with new content and a new hash. */
    replace: (user: string, old: View, definition: Fields) => {
      const { id, root_view_id, previous_view_id } = old
      return save(user, complete(definition, { id, root_view_id, previous_view_id }, nextTs()), 0)
    },
    /** Keeps what a person has entered, as Slack does between two clicks in one view. */
    keepState: (user: string, view: View) => save(user, view, 0),
    close: (id: string) => erase.run(id).changes > 0,
    closeAll: (user: string) => eraseAll.run(user, 'modal').changes > 0,
  }
}

const newId = () => `V${crypto.randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`

type Links = Pick<View, 'id' | 'root_view_id' | 'previous_view_id'>

function complete(definition: Fields, links: Links, hash: string): View {
  return {
    callback_id: '',
    private_metadata: '',
    external_id: '',
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...definition,
    ...links,
    type: definition['type'] === 'home' ? 'home' : 'modal',
    team_id: team.id,
    app_id: bot.app_id,
    app_installed_team_id: team.id,
    bot_id: bot.bot_id,
    hash,
    blocks: withIds(definition['blocks'] as Fields[]),
    state: { values: {} },
  }
}

/** Blocks as Slack gives them back: every block has an id, every element with a press has one too. */
export function withIds(blocks: Fields[]): Fields[] {
  return blocks.map((block) => {
    const named: Fields = { ...block, block_id: block['block_id'] ?? shortId() }
    for (const key of ['element', 'accessory']) if (key in named) named[key] = withActionId(named[key])
    if (named['type'] === 'actions' || named['type'] === 'context_actions') {
      named['elements'] = (named['elements'] as unknown[]).map(withActionId)
    }
    return named
  })
}

const withActionId = (element: unknown): unknown => {
  const { type, action_id } = element as Fields
  return type === 'image' ? element : { ...(element as Fields), action_id: action_id ?? shortId() }
}

const shortId = () => crypto.randomUUID().slice(0, 5)

const bodyOf = (row: Record<string, unknown>): View => JSON.parse(String(row['body']))
