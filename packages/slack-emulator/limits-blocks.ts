// Which blocks a surface takes and how much fits into each; docs.slack.dev/reference/block-kit/blocks.
import * as z from 'zod'
import { button, feedbackButtons, iconButton } from './limits-buttons.ts'
import { accessoryElements, actionElements, inputElements } from './limits-elements.ts'
import { richText } from './limits-rich-text.ts'
import {
  anyText,
  flag,
  identifier,
  imageBlock,
  imageElement,
  markdownText,
  plainText,
  url,
} from './limits-text.ts'

export type Surface = 'message' | 'modal' | 'home'

const base = { block_id: identifier }

const section = z.strictObject({
  type: z.literal('section'),
  text: anyText(3000).optional(),
  fields: z.array(anyText(2000)).min(1).max(10).optional(),
  accessory: z.discriminatedUnion('type', [imageElement, ...accessoryElements]).optional(),
  expand: flag,
  ...base,
})

const actions = z.strictObject({
  type: z.literal('actions'),
  elements: z.array(z.discriminatedUnion('type', actionElements)).min(1).max(25),
  ...base,
})

const context = z.strictObject({
  type: z.literal('context'),
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(3000), markdownText(3000)]))
    .min(1)
    .max(10),
  ...base,
})

const input = z.strictObject({
  type: z.literal('input'),
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: flag,
  dispatch_action: flag,
  element: z.discriminatedUnion('type', inputElements),
  ...base,
})

const video = z.strictObject({
  type: z.literal('video'),
  alt_text: z.string().min(1),
  title: plainText(199),
  video_url: url,
  thumbnail_url: url,
  title_url: url.optional(),
  author_name: z.string().max(49).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: url.optional(),
  description: plainText(199).optional(),
  ...base,
})

const everywhere = [
  section,
  actions,
  context,
  input,
  video,
  imageBlock,
  richText,
  z.strictObject({ type: z.literal('divider'), ...base }),
  z.strictObject({ type: z.literal('header'), text: plainText(150), ...base }),
] as const

const rawCells = [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
] as const
const cell = z.discriminatedUnion('type', [...rawCells, richText])

const table = z.strictObject({
  type: z.literal('table'),
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: flag }).nullable(),
    )
    .max(20)
    .optional(),
  ...base,
})

const card = z.strictObject({
  type: z.literal('card'),
  hero_image: imageElement.optional(),
  icon: imageElement.optional(),
  title: anyText(150).optional(),
  subtitle: anyText(150).optional(),
  body: anyText(200).optional(),
  actions: z.array(button).min(1).optional(),
  ...base,
})

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  elements: z
    .array(z.discriminatedUnion('type', [feedbackButtons, iconButton]))
    .min(1)
    .max(5),
  ...base,
})

const alert = z.strictObject({
  type: z.literal('alert'),
  text: anyText(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  ...base,
})

/** Blocks that unfold; docs.slack.dev/reference/block-kit/blocks/container-block. */
const container = z
  .strictObject({
    type: z.literal('container'),
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [...everywhere, table]))
      .min(1)
      .max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: flag,
    default_collapsed: flag,
    has_header_divider: flag,
    ...base,
  })
  .refine(({ title, rich_text_title }) => title !== undefined || rich_text_title !== undefined, 'title')

const onMessages = [
  ...everywhere,
  table,
  card,
  container,
  contextActions,
  z.strictObject({ type: z.literal('carousel'), elements: z.array(card).min(1).max(10), ...base }),
  z.strictObject({ type: z.literal('markdown'), text: z.string().min(1).max(12_000), ...base }),
] as const

/** One schema a surface. Blocks that we neither use nor could check (plan, …) count as unsupported. */
export const blocksOf: Record<Surface, z.ZodType> = {
  message: z.array(z.discriminatedUnion('type', onMessages)).max(50),
  modal: z.array(z.discriminatedUnion('type', [...everywhere, alert])).max(100),
  home: z.array(z.discriminatedUnion('type', everywhere)).max(100),
}
