// The small pieces that every Block Kit limit is built from: texts, ids, confirms and options.
// Numbers are those of docs.slack.dev/reference/block-kit/composition-objects.
import * as z from 'zod'

const characters = (max: number, min = 1) => z.string().min(min).max(max)

export const identifier = characters(255).optional()
export const flag = z.boolean().optional()
export const url = characters(3000)

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: characters(max), emoji: flag })

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: characters(max), verbatim: flag })

export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])

export const markdownText = mrkdwn

export const colorScheme = z.enum(['primary', 'danger']).optional()

const confirmation = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: colorScheme,
})

/** An option of a select menu: plain text only. */
export const menuOption = z.strictObject({
  text: plainText(75),
  value: characters(150),
  description: plainText(75).optional(),
})

/** An option of an overflow menu: the only kind that may carry a link. */
export const overflowOption = menuOption.extend({ url: url.optional() })

/** An option of checkboxes or radio buttons: the only kind that may be formatted. */
export const choiceOption = z.strictObject({
  text: anyText(75),
  value: characters(150),
  description: anyText(75).optional(),
})

export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(menuOption).min(1).max(100),
})

const imageSource = {
  image_url: url.optional(),
  slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url })]).optional(),
}

export const imageElement = z.strictObject({
  type: z.literal('image'),
  alt_text: characters(2000),
  ...imageSource,
})

export const imageBlock = imageElement.extend({ block_id: identifier, title: plainText(2000).optional() })

export const actionable = { action_id: identifier }
export const confirmable = { ...actionable, confirm: confirmation.optional() }
export const focusable = { focus_on_load: flag }
export const placeholdable = { placeholder: plainText(150).optional() }
export const menu = { ...confirmable, ...focusable, ...placeholdable }
