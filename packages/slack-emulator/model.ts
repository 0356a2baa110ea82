// The things of a Slack workspace as the emulator keeps them, and the fixed identity of the one workspace there is.

/** JSON that came from outside and is not yet known to have any shape. */
export type Fields = Record<string, unknown>

export interface Person {
  id: string
  name: string
  roles: string[]
}

export interface Channel {
  id: string
  name: string
  purpose: string
}

interface Reaction {
  name: string
  users: string[]
  count: number
}

/** A message; `ephemeral_to` names the only person who sees it. Times are Slack's: seconds, a dot, microseconds. */
export interface Message {
  ts: string
  channel: string
  user: string
  text: string
  blocks?: Fields[]
  thread_ts?: string
  ephemeral_to?: string
  bot_id?: string
  app_id?: string
  subtype?: string
  edited?: { user: string; ts: string }
  metadata?: Fields
  reactions?: Reaction[]
  pinned_to?: string[]
}

/** A view as Slack gives it out; `user` is who has it open (modal) or whose App Home it is. */
export interface View extends Fields {
  id: string
  type: 'modal' | 'home'
  hash: string
  blocks: Fields[]
  callback_id: string
  private_metadata: string
  external_id: string
  root_view_id: string
  previous_view_id: string | null
  state: { values: StateValues }
}

export type StateValues = Record<string, Record<string, Fields>>

/** What the page is told to fetch again. */
export type Change =
  | { type: 'channel'; channel: string }
  | { type: 'views' | 'home'; user: string }
  | { type: 'clock'; now: string }
  | { type: 'people' | 'executions' }

export const team = { id: 'TCLAW', name: 'Claw', domain: 'claw-local' } as const
export const bot = { id: 'UCLAWBOT', name: 'claw', bot_id: 'BCLAWBOT', app_id: 'ACLAWAPP' } as const

/** Slack's own voice, which tells a person that an app did not answer. */
export const slackbot = 'USLACKBOT'

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
