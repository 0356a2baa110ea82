// The limits of every element that a person can press, pick from or type into.
// Numbers are those of docs.slack.dev/reference/block-kit/block-elements.
import * as z from 'zod'
import { richText } from './limits-rich-text.ts'
import {
  choiceOption,
  colorScheme,
  confirmation,
  flag,
  identifier,
  menuOption,
  optionGroup,
  overflowOption,
  plainText,
  url,
} from './limits-text.ts'

const actionable = { action_id: identifier }
const confirmable = { ...actionable, confirm: confirmation.optional() }
const focusable = { focus_on_load: flag }
const placeholdable = { placeholder: plainText(150).optional() }
const multiple = { max_selected_items: z.number().int().min(1).optional() }
const menu = { ...confirmable, ...focusable, ...placeholdable }
const label = plainText(75)
const accessible = { accessibility_label: z.string().min(1).max(75).optional() }

const typed = {
  ...actionable,
  ...focusable,
  ...placeholdable,
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .optional(),
    })
    .optional(),
}

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

export const button = z.strictObject({
  type: z.literal('button'),
  text: label,
  value: z.string().max(2000).optional(),
  url: url.optional(),
  style: colorScheme,
  ...accessible,
  ...confirmable,
})

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  text: label,
  style: colorScheme,
  workflow: z.looseObject({ trigger: z.looseObject({ url }) }),
  ...accessible,
  ...confirmable,
})

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  icon: z.string().min(1),
  text: label,
  value: z.string().max(2000).optional(),
  visible_to_user_ids: ids,
  ...accessible,
  ...confirmable,
})

const feedback = z.strictObject({ text: label, value: z.string().min(1).max(2000), ...accessible })

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  positive_button: feedback,
  negative_button: feedback,
  ...actionable,
})

const single = [
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

const multi = [
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

const choices = z.array(choiceOption).min(1).max(10)

const picked = [
  z.strictObject({
    type: z.literal('checkboxes'),
    options: choices,
    initial_options: choices.optional(),
    ...confirmable,
    ...focusable,
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    options: choices,
    initial_option: choiceOption.optional(),
    ...confirmable,
    ...focusable,
  }),
  z.strictObject({
    type: z.literal('datepicker'),
    initial_date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
    ...menu,
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().optional(),
    ...menu,
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
    ...confirmable,
    ...focusable,
  }),
] as const

const overflow = z.strictObject({
  type: z.literal('overflow'),
  options: z.array(overflowOption).min(1).max(5),
  ...confirmable,
})

const length = z.number().int().min(0).max(3000).optional()
const numeric = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional()

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  initial_value: richText.optional(),
  min_lines: z.number().int().min(1).max(100).optional(),
  max_lines: z.number().int().min(1).max(100).optional(),
  ...typed,
})

const written = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    initial_value: z.string().max(3000).optional(),
    multiline: flag,
    min_length: length,
    max_length: length,
    ...typed,
  }),
  z.strictObject({ type: z.literal('email_text_input'), initial_value: z.string().optional(), ...typed }),
  z.strictObject({ type: z.literal('url_text_input'), initial_value: z.string().optional(), ...typed }),
  z.strictObject({
    type: z.literal('number_input'),
    is_decimal_allowed: z.boolean(),
    initial_value: numeric,
    min_value: numeric,
    max_value: numeric,
    ...typed,
  }),
  z.strictObject({
    type: z.literal('file_input'),
    filetypes: z.array(z.string()).min(1).optional(),
    max_files: z.number().int().min(1).max(10).optional(),
    ...actionable,
  }),
] as const

/** What an actions block, a section's accessory and an input block may hold. */
export const actionElements = [
  button,
  workflowButton,
  overflow,
  richTextInput,
  ...single,
  ...multi,
  ...picked,
] as const
export const accessoryElements = [button, workflowButton, overflow, ...single, ...multi, ...picked] as const
export const inputElements = [richTextInput, ...single, ...multi, ...picked, ...written] as const
