// The limits of what a person presses; docs.slack.dev/reference/block-kit/block-elements.
import * as z from 'zod'
import { actionable, colorScheme, confirmable, plainText, url } from './limits-text.ts'

const label = plainText(75)
const accessible = { accessibility_label: z.string().min(1).max(75).optional() }

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
  visible_to_user_ids: z.array(z.string().min(1)).optional(),
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
