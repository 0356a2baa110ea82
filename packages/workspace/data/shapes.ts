// Why: what the local workspace answers, written once for the page; the routes under /_local are the other side.
import type { KnownBlock, PlainTextElement } from '@slack/types'

interface Person {
  id: string
  name: string
  roles: readonly string[]
  deleted?: boolean
}

export interface Channel {
  id: string
  name: string
  purpose: string
  /** A direct message with the bot. */
  is_im?: boolean
}

export interface Workspace {
  team: { name: string }
  now: string
  people: Person[]
  channels: Channel[]
  bot: { id: string; name: string }
}

export interface ChatMessage {
  ts: string
  user: string
  text?: string
  blocks?: KnownBlock[]
  thread_ts?: string
  ephemeral_to?: string
  edited?: { ts: string }
  reactions?: { name: string; users: string[] }[]
  subtype?: string
}

export interface View {
  id: string
  type: 'modal' | 'home'
  title?: PlainTextElement | null
  submit?: PlainTextElement | null
  close?: PlainTextElement | null
  blocks: KnownBlock[]
}

export interface Execution {
  name: string
  stateMachine: string
  status: string
  state: string | null
}

/** What `/_local/stream` says has changed; the page fetches it anew. `reconnected` is the page's own. */
export type Change =
  | { type: 'channel'; channel: string }
  | { type: 'views' | 'home'; user: string }
  | { type: 'clock'; now: string }
  | { type: 'people' | 'executions' | 'reconnected' }
