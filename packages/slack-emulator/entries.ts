// Turns what a person picked or typed, however leniently it was written down, into the state that Slack sends.
import { NotPossible } from './driving.ts'
import { type Fields, isFields, type StateValues } from './model.ts'

/** Where each kind of element keeps its answer. */
const answerKeys: Record<string, string> = {
  button: 'value',
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  overflow: 'selected_option',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  checkboxes: 'selected_options',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
  rich_text_input: 'rich_text_value',
}

const initialKeys = [
  'value',
  'option',
  'options',
  'date',
  'time',
  'date_time',
  'user',
  'users',
  'conversation',
]
  .concat(['conversations', 'channel', 'channels'])
  .map((name) => `initial_${name}`)

export interface Placed {
  block: Fields
  element: Fields
}

/** Every interactive element on a message or view, with its block. */
export function elementsOn(blocks: Fields[]): Placed[] {
  return blocks.flatMap((block) => {
    const many = ['actions', 'context_actions'].includes(String(block['type'])) ? block['elements'] : []
    const several = [...(many as unknown[]), block['accessory'], block['element']]
    return several.filter(isFields).map((element) => ({ block, element }))
  })
}

/** The answer to one element: `given` is Slack's shape, a bare value, or a list of them. */
function answerTo(element: Fields, given: unknown): Fields {
  const type = String(element['type'])
  const key = answerKeys[type]
  if (!key) throw new NotPossible(400, `A ${type} takes no answer.`)
  const raw = isAnswer(given, element, key) ? (given[key] ?? given['value']) : given
  if (raw === undefined || raw === null) return { [key]: key.endsWith('s') ? [] : null }
  return { [key]: key.includes('option') ? chosen(element, raw) : raw }
}

/** The answer in the body of a click, which must say what was picked. */
export function pickedIn(body: Fields, element: Fields): Fields {
  const key = answerKeys[String(element['type'])] ?? 'value'
  if (key in body || 'value' in body) return answerTo(element, body)
  throw new NotPossible(400, `Say what was picked in ${element['action_id']}: \`${key}\` or \`value\`.`)
}

/** Whether `given` is Slack's `{type, value}` (or a click's body) rather than the bare answer itself. */
const isAnswer = (given: unknown, element: Fields, key: string): given is Fields =>
  isFields(given) &&
  (key in given || given['type'] === element['type'] || ('value' in given && !('text' in given)))

function chosen(element: Fields, raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map((one) => chosen(element, one))
  const value = isFields(raw) ? raw['value'] : raw
  const groups = (element['option_groups'] ?? []) as Fields[]
  const options = [element, ...groups].flatMap((holder) => (holder['options'] ?? []) as Fields[])
  const known = options.find((option) => option['value'] === value)
  if (known) return known
  if (String(element['type']).includes('external')) return raw
  throw new NotPossible(400, `"${value}" is not one of the options of ${element['action_id']}.`)
}

const initialAnswer = (element: Fields): Fields => {
  const key = answerKeys[String(element['type'])] ?? 'value'
  const initial = initialKeys.map((name) => element[name]).find((value) => value !== undefined)
  return { [key]: initial ?? (key.endsWith('s') ? [] : null) }
}

const hasState = ({ element }: Placed) => {
  const type = String(element['type'])
  return type in answerKeys && type !== 'button' && type !== 'overflow'
}

/**
 * The state of a view or message: what was there, what `values` adds, and every element's initial answer.
 * `values` is Slack's `{block: {action: …}}` or flat by action or block id; a name that fits nothing is refused.
 */
export function stateOf(blocks: Fields[], values: Fields = {}, before: StateValues = {}): StateValues {
  const state: StateValues = {}
  const used = new Set<string>()
  for (const { block, element } of elementsOn(blocks).filter(hasState)) {
    const [blockId, actionId] = [String(block['block_id']), String(element['action_id'])]
    const inBlock = values[blockId]
    // A block of several elements may be given an answer for one of them, which is none for its neighbours.
    const nested =
      isFields(inBlock) && elementsOn([block]).some((each) => String(each.element['action_id']) in inBlock)
    const given = nested ? inBlock[actionId] : (values[actionId] ?? inBlock)
    for (const name of [blockId, actionId]) if (name in values) used.add(name)
    const type = String(element['type'])
    const answer =
      given === undefined ? (before[blockId]?.[actionId] ?? initialAnswer(element)) : answerTo(element, given)
    state[blockId] = { ...state[blockId], [actionId]: { type, ...answer } }
  }
  const unknown = Object.keys(values).filter((name) => !used.has(name))
  if (unknown.length > 0) throw new NotPossible(400, `No input is called ${unknown.join(', ')}.`)
  return state
}

/** What Slack's own client complains about before it asks the bot: required and length, by block id. */
export function complaintsAbout(blocks: Fields[], state: StateValues): Record<string, string> {
  const complaints: Record<string, string> = {}
  for (const { block, element } of elementsOn(blocks).filter((placed) => placed.block['type'] === 'input')) {
    const blockId = String(block['block_id'])
    const answer = state[blockId]?.[String(element['action_id'])]?.[answerKeys[String(element['type'])] ?? '']
    const empty =
      answer === null || answer === undefined || answer === '' || (Array.isArray(answer) && !answer.length)
    if (empty && block['optional'] !== true && element['type'] !== 'file_input') {
      complaints[blockId] = 'Please complete this required field.'
    }
    if (typeof answer !== 'string' || empty) continue
    const [min, max] = [
      Number(element['min_length'] ?? 0),
      Number(element['max_length'] ?? Number.POSITIVE_INFINITY),
    ]
    if (answer.length < min) complaints[blockId] = `Please enter at least ${min} characters.`
    if (answer.length > max) complaints[blockId] = `Please enter at most ${max} characters.`
  }
  return complaints
}
