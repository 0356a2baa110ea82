// The limits of select menus, which choose one or several options, people or conversations.
import * as z from 'zod'
import { flag, menu, menuOption, optionGroup } from './limits-text.ts'

const multiple = { max_selected_items: z.number().int().min(1).optional() }

const listed = {
  options: z.array(menuOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
}

const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  })
  .optional()

const ids = z.array(z.string().min(1)).optional()
const id = z.string().min(1).optional()

export const singleMenus = [
  z.strictObject({
    type: z.literal('static_select'),
    initial_option: menuOption.optional(),
    ...listed,
    ...menu,
  }),
  z.strictObject({
    type: z.literal('external_select'),
    initial_option: menuOption.optional(),
    min_query_length: z.number().int().min(0).optional(),
    ...menu,
  }),
  z.strictObject({ type: z.literal('users_select'), initial_user: id, ...menu }),
  z.strictObject({
    type: z.literal('conversations_select'),
    initial_conversation: id,
    default_to_current_conversation: flag,
    response_url_enabled: flag,
    filter,
    ...menu,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    initial_channel: id,
    response_url_enabled: flag,
    ...menu,
  }),
] as const

export const multiMenus = [
  z.strictObject({
    type: z.literal('multi_static_select'),
    initial_options: z.array(menuOption).min(1).max(100).optional(),
    ...listed,
    ...menu,
    ...multiple,
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    initial_options: z.array(menuOption).min(1).optional(),
    min_query_length: z.number().int().min(0).optional(),
    ...menu,
    ...multiple,
  }),
  z.strictObject({ type: z.literal('multi_users_select'), initial_users: ids, ...menu, ...multiple }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    initial_conversations: ids,
    default_to_current_conversation: flag,
    filter,
    ...menu,
    ...multiple,
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), initial_channels: ids, ...menu, ...multiple }),
] as const
