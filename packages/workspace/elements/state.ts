// Why: what a person has entered is kept in the shape in which Slack sends it to the bot (`state.values`).
import type { KnownBlock, PlainTextOption } from '@slack/types'

/** One element's state as Slack sends it; which member is set depends on the element's type. */
export interface ElementState {
  value?: string | null
  selected_option?: PlainTextOption | null
  selected_options?: PlainTextOption[]
  selected_user?: string | null
  selected_users?: string[]
  selected_channel?: string | null
  selected_channels?: string[]
  selected_conversation?: string | null
  selected_conversations?: string[]
  selected_date?: string | null
  selected_time?: string | null
  selected_date_time?: number | null
  rich_text_value?: unknown
}

/** Any element that can be pressed, chosen from or typed into, as loosely as Slack may send it. */
export interface AnyElement {
  type: string
  action_id?: string
  [key: string]: unknown
}

export type Values = Record<string, Record<string, ElementState>>

const initials: Record<string, string> = {
  initial_value: 'value',
  initial_option: 'selected_option',
  initial_options: 'selected_options',
  initial_user: 'selected_user',
  initial_users: 'selected_users',
  initial_channel: 'selected_channel',
  initial_channels: 'selected_channels',
  initial_conversation: 'selected_conversation',
  initial_conversations: 'selected_conversations',
  initial_date: 'selected_date',
  initial_time: 'selected_time',
  initial_date_time: 'selected_date_time',
}

/** What a select chooses; `multi_users_select` chooses users, a static or external one chooses options. */
export type Chosen = 'option' | 'user' | 'channel' | 'conversation'

export function chosenBy(type: string): Chosen {
  const kind = /(user|channel|conversation)s_select$/.exec(type)?.[1]
  return kind ? (kind as Chosen) : 'option'
}

/** Slack names an input that nobody touched too, with nothing in it. */
function emptyState(type: string): Record<string, unknown> {
  if (type.startsWith('multi_')) return { [`selected_${chosenBy(type)}s`]: [] }
  if (type.endsWith('_select')) return { [`selected_${chosenBy(type)}`]: null }
  return { ...(empties[type] ?? { value: null }) }
}

const empties: Record<string, ElementState> = {
  checkboxes: { selected_options: [] },
  radio_buttons: { selected_option: null },
  datepicker: { selected_date: null },
  timepicker: { selected_time: null },
  datetimepicker: { selected_date_time: null },
  rich_text_input: { rich_text_value: null },
}

export function initialState(element: AnyElement): ElementState {
  const state = emptyState(element.type)
  for (const [key, member] of Object.entries(initials)) {
    if (element[key] === undefined) continue
    const textual = member === 'value' && typeof element[key] === 'object'
    state[textual ? 'rich_text_value' : member] = element[key]
  }
  return state
}

const pressed = new Set(['button', 'workflow_button', 'overflow', 'image', 'feedback_buttons', 'icon_button'])

/** Slack's `state.values` of these blocks: what was entered, or else how the bot prefilled it. */
export function valuesOf(
  blocks: readonly KnownBlock[],
  entered: Values,
): Record<string, Record<string, unknown>> {
  const values: Record<string, Record<string, unknown>> = {}
  for (const block of blocks) {
    const blockId = block.block_id ?? ''
    for (const element of elementsOf(block)) {
      if (pressed.has(element.type) || !element.action_id) continue
      const state = entered[blockId]?.[element.action_id] ?? initialState(element)
      values[blockId] = { ...values[blockId], [element.action_id]: { type: element.type, ...state } }
    }
  }
  return values
}

function elementsOf(block: KnownBlock): AnyElement[] {
  if (block.type === 'input') return [block.element as unknown as AnyElement]
  if (block.type === 'actions') return block.elements as unknown as AnyElement[]
  if (block.type === 'section' && block.accessory) return [block.accessory as unknown as AnyElement]
  return []
}
