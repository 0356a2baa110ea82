// The Block Kit rules that join several blocks or fields, which no schema of a single block can say.
import type { Surface } from './limits-blocks.ts'

/** One thing that Slack would refuse: its words, and a JSON pointer to the place. */
export interface Violation {
  message: string
  pointer: string
}

type Fields = Record<string, unknown>
type Report = (message: string, pointer: string) => void

// Slack publishes no number; messages of 13,297 characters of blocks were refused and of slightly less accepted,
// block containers counting too (slackapi/bolt-js issues 2509 and 2867). What we measure is the blocks as JSON.
const messageCharacters = 13_000
const markdownCharacters = 12_000
const tableCharacters = 10_000

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldsIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

/** Every interactive element of a block with its pointer below the block. */
function elementsOf(block: Fields): [Fields, string][] {
  const found: [Fields, string][] = []
  for (const key of ['accessory', 'element']) {
    const element = block[key]
    if (isFields(element)) found.push([element, `/${key}`])
  }
  for (const key of ['elements', 'actions']) {
    const list = block[key]
    if (block['type'] === 'rich_text' || !Array.isArray(list)) continue
    for (const [index, element] of list.entries()) {
      if (isFields(element)) found.push([element, `/${key}/${index}`])
    }
  }
  return found
}

function checkElement(element: Fields, pointer: string, report: Report) {
  const type = String(element['type'])
  if (type.endsWith('static_select')) {
    const given = ['options', 'option_groups'].filter((key) => element[key] !== undefined)
    if (given.length !== 1) report('must define either `options` or `option_groups`', pointer)
  }
  if (type === 'image') checkImage(element, pointer, report)
  const options = [
    ...fieldsIn(element['options']),
    ...fieldsIn(element['option_groups']).flatMap((group) => fieldsIn(group['options'])),
  ]
  const initial = [element['initial_option'], ...fieldsIn(element['initial_options'])].filter(isFields)
  if (type.includes('external')) return
  for (const option of initial) {
    if (!options.some((known) => JSON.stringify(known) === JSON.stringify(option))) {
      report('initial option must be one of the options', pointer)
    }
  }
}

function checkImage(image: Fields, pointer: string, report: Report) {
  const given = ['image_url', 'slack_file'].filter((key) => image[key] !== undefined)
  if (given.length !== 1) report('must define either `image_url` or `slack_file`', pointer)
}

function checkBlock(block: Fields, pointer: string, report: Report) {
  if (block['type'] === 'section' && block['text'] === undefined && block['fields'] === undefined) {
    report('must define either `text` or `fields`', pointer)
  }
  if (block['type'] === 'image') checkImage(block, pointer, report)
  if (block['type'] === 'card' && !['hero_image', 'title', 'actions', 'body'].some((key) => key in block)) {
    report('must define `hero_image`, `title`, `actions` or `body`', pointer)
  }
  if (block['type'] === 'table' && JSON.stringify(block['rows']).length > tableCharacters) {
    report(`table must be less than ${tableCharacters + 1} characters`, `${pointer}/rows`)
  }
  const actionIds = new Set<unknown>()
  for (const [element, below] of elementsOf(block)) {
    checkElement(element, pointer + below, report)
    const id = element['action_id']
    if (id !== undefined && actionIds.has(id)) {
      report(`\`action_id\` already exists: ${id}`, `${pointer}${below}/action_id`)
    }
    actionIds.add(id)
  }
}

function checkTotals(blocks: Fields[], report: Report) {
  const markdown = blocks.filter((block) => block['type'] === 'markdown')
  const total = markdown.reduce((sum, block) => sum + String(block['text'] ?? '').length, 0)
  if (markdown.length > 1 && total > markdownCharacters) {
    report(`markdown must be less than ${markdownCharacters + 1} characters in all`, '/blocks')
  }
  if (blocks.filter((block) => block['type'] === 'table').length > 1)
    report('only one table allowed', '/blocks')
  if (isTooLong(blocks)) report('msg_blocks_too_long', '/blocks')
}

/** Whether a message's blocks are more than `chat.postMessage` takes altogether. */
export const isTooLong = (blocks: unknown[]) => JSON.stringify(blocks).length > messageCharacters

/** Checks what spans blocks; `blocks` is plain JSON that may still be of the wrong shape. */
export function checkAcross(blocks: unknown, surface: Surface): Violation[] {
  const violations: Violation[] = []
  const report: Report = (message, pointer) => violations.push({ message, pointer })
  if (!Array.isArray(blocks)) return violations
  const blockIds = new Set<unknown>()
  let focused = 0
  for (const [index, block] of blocks.entries()) {
    if (!isFields(block)) continue
    checkBlock(block, `/blocks/${index}`, report)
    focused += elementsOf(block).filter(([element]) => element['focus_on_load'] === true).length
    const id = block['block_id']
    if (id !== undefined && blockIds.has(id)) {
      report(`\`block_id\` already exists: ${id}`, `/blocks/${index}/block_id`)
    }
    blockIds.add(id)
  }
  if (focused > 1) report('only one element may set `focus_on_load`', '/blocks')
  if (surface === 'message') checkTotals(fieldsIn(blocks), report)
  return violations
}
