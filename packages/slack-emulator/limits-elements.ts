// The limits of what a person chooses from or types into, and which elements each kind of block may hold.
import * as z from 'zod'
import { button, workflowButton } from './limits-buttons.ts'
import { multiMenus, singleMenus } from './limits-menus.ts'
import { richText } from './limits-rich-text.ts'
import {
  actionable,
  choiceOption,
  confirmable,
  flag,
  focusable,
  menu,
  overflowOption,
  placeholdable,
} from './limits-text.ts'

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
  ...singleMenus,
  ...multiMenus,
  ...picked,
] as const
export const accessoryElements = [
  button,
  workflowButton,
  overflow,
  ...singleMenus,
  ...multiMenus,
  ...picked,
] as const
export const inputElements = [richTextInput, ...singleMenus, ...multiMenus, ...picked, ...written] as const
