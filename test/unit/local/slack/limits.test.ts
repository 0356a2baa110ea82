// What Slack would refuse, one line a rule; at the limit everything passes, one beyond it nothing does.
import { describe, expect, it } from 'vitest'
import { inWords, validateBlocks, validateView } from '#local/slack/limits.ts'

const x = (count: number) => 'x'.repeat(count)
const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))
const button = (extra = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...extra })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const section = (extra = {}) => ({ type: 'section', text: mrkdwn('x'), ...extra })
const option = (value = 'v', extra = {}) => ({ text: plain('Option'), value, ...extra })
const options = (count: number) => many(count, (index) => option(`${index}`))
const input = (element: object, extra = {}) => ({ type: 'input', label: plain('Label'), element, ...extra })
const textInput = (extra = {}) => ({ type: 'plain_text_input', action_id: 'a', ...extra })
const confirm = (extra = {}) => ({
  title: plain('Sure?'),
  text: mrkdwn('x'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...extra,
})
const richText = (...elements: object[]) => ({ type: 'rich_text', elements })
const modal = (extra = {}) => ({ type: 'modal', title: plain('Title'), blocks: [section()], ...extra })

const onMessage = (...blocks: unknown[]) => validateBlocks(blocks, 'message').map(inWords)
const inView = (view: unknown) => validateView(view).map(inWords)

describe('each limit, on a message', () => {
  it.each<[string, (count: number) => unknown, number, string]>([
    ['section text', (n) => section({ text: mrkdwn(x(n)) }), 3000, '/blocks/0/text/text'],
    ['field text', (n) => section({ fields: [mrkdwn(x(n))] }), 2000, '/blocks/0/fields/0/text'],
    ['header', (n) => ({ type: 'header', text: plain(x(n)) }), 150, '/blocks/0/text/text'],
    ['block_id', (n) => section({ block_id: x(n) }), 255, '/blocks/0/block_id'],
    ['action_id', (n) => actions(button({ action_id: x(n) })), 255, '/blocks/0/elements/0/action_id'],
    ['button text', (n) => actions(button({ text: plain(x(n)) })), 75, '/blocks/0/elements/0/text/text'],
    ['button value', (n) => actions(button({ value: x(n) })), 2000, '/blocks/0/elements/0/value'],
    ['button url', (n) => actions(button({ url: x(n) })), 3000, '/blocks/0/elements/0/url'],
    [
      'button label',
      (n) => actions(button({ accessibility_label: x(n) })),
      75,
      '/blocks/0/elements/0/accessibility_label',
    ],
    [
      'confirm title',
      (n) => actions(button({ confirm: confirm({ title: plain(x(n)) }) })),
      100,
      '/blocks/0/elements/0/confirm/title/text',
    ],
    [
      'confirm text',
      (n) => actions(button({ confirm: confirm({ text: mrkdwn(x(n)) }) })),
      300,
      '/blocks/0/elements/0/confirm/text/text',
    ],
    [
      'confirm yes',
      (n) => actions(button({ confirm: confirm({ confirm: plain(x(n)) }) })),
      30,
      '/blocks/0/elements/0/confirm/confirm/text',
    ],
    [
      'confirm no',
      (n) => actions(button({ confirm: confirm({ deny: plain(x(n)) }) })),
      30,
      '/blocks/0/elements/0/confirm/deny/text',
    ],
    [
      'context text',
      (n) => ({ type: 'context', elements: [mrkdwn(x(n))] }),
      3000,
      '/blocks/0/elements/0/text',
    ],
    [
      'image text',
      (n) => ({ type: 'image', image_url: 'https://example.com/a.png', alt_text: x(n) }),
      2000,
      '/blocks/0/alt_text',
    ],
    ['markdown', (n) => ({ type: 'markdown', text: x(n) }), 12_000, '/blocks/0/text'],
    [
      'option text',
      (n) => section({ accessory: { type: 'overflow', options: [option('v', { text: plain(x(n)) })] } }),
      75,
      '/blocks/0/accessory/options/0/text/text',
    ],
    [
      'option value',
      (n) => section({ accessory: { type: 'overflow', options: [option(x(n))] } }),
      150,
      '/blocks/0/accessory/options/0/value',
    ],
    [
      'placeholder',
      (n) => section({ accessory: { type: 'users_select', placeholder: plain(x(n)) } }),
      150,
      '/blocks/0/accessory/placeholder/text',
    ],
    ['input label', (n) => input(textInput(), { label: plain(x(n)) }), 2000, '/blocks/0/label/text'],
    ['card body', (n) => ({ type: 'card', body: mrkdwn(x(n)) }), 200, '/blocks/0/body/text'],
  ])('%s', (_what, block, max, pointer) => {
    expect(onMessage(block(max))).toEqual([])
    expect(onMessage(block(max + 1))).toEqual([
      `must be less than ${max + 1} characters [json-pointer:${pointer}]`,
    ])
  })

  it.each<[string, (count: number) => unknown, number, string]>([
    ['fields', (n) => section({ fields: many(n, () => mrkdwn('x')) }), 10, '/blocks/0/fields'],
    ['actions', (n) => actions(...many(n, (i) => button({ action_id: `${i}` }))), 25, '/blocks/0/elements'],
    ['context', (n) => ({ type: 'context', elements: many(n, () => mrkdwn('x')) }), 10, '/blocks/0/elements'],
    [
      'overflow',
      (n) => section({ accessory: { type: 'overflow', options: options(n) } }),
      5,
      '/blocks/0/accessory/options',
    ],
    [
      'select',
      (n) => section({ accessory: { type: 'static_select', options: options(n) } }),
      100,
      '/blocks/0/accessory/options',
    ],
    [
      'radio',
      (n) => section({ accessory: { type: 'radio_buttons', options: options(n) } }),
      10,
      '/blocks/0/accessory/options',
    ],
    [
      'checkboxes',
      (n) => section({ accessory: { type: 'checkboxes', options: options(n) } }),
      10,
      '/blocks/0/accessory/options',
    ],
    [
      'rows',
      (n) => ({ type: 'table', rows: many(n, () => [{ type: 'raw_text', text: 'x' }]) }),
      100,
      '/blocks/0/rows',
    ],
    [
      'columns',
      (n) => ({ type: 'table', rows: [many(n, () => ({ type: 'raw_text', text: 'x' }))] }),
      20,
      '/blocks/0/rows/0',
    ],
  ])('number of %s', (_what, block, max, pointer) => {
    expect(onMessage(block(max))).toEqual([])
    expect(onMessage(block(max + 1))).toEqual([`no more than ${max} items allowed [json-pointer:${pointer}]`])
    expect(onMessage(block(0))).toEqual([`must provide at least 1 items [json-pointer:${pointer}]`])
  })
})

describe('the number of blocks', () => {
  const dividers = (count: number) => many(count, () => ({ type: 'divider' }))
  it.each([
    ['message', 50],
    ['modal', 100],
    ['home', 100],
  ] as const)('on a %s is at most %d', (surface, max) => {
    expect(validateBlocks(dividers(max), surface)).toEqual([])
    expect(validateBlocks(dividers(max + 1), surface)).toEqual([
      { message: `no more than ${max} items allowed`, pointer: '/blocks' },
    ])
  })
})

describe('shapes that Slack refuses', () => {
  it.each<[string, unknown, string]>([
    ['no text in a header', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
    ['no type', { text: plain('x') }, 'missing required field: type [json-pointer:/blocks/0]'],
    ['an unknown block', { type: 'sparkles' }, 'unsupported type: sparkles [json-pointer:/blocks/0/type]'],
    [
      'a file',
      { type: 'file', source: 'remote', external_id: 'x' },
      'unsupported type: file [json-pointer:/blocks/0/type]',
    ],
    [
      'an alert outside modals',
      { type: 'alert', text: plain('x') },
      'unsupported type: alert [json-pointer:/blocks/0/type]',
    ],
    ['a block that is a string', 'hello', 'must provide an object [json-pointer:/blocks/0]'],
    [
      'empty text',
      section({ text: mrkdwn('') }),
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'emoji on mrkdwn',
      section({ text: { ...mrkdwn('x'), emoji: true } }),
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    [
      'a stray property',
      { type: 'divider', text: 'x' },
      'invalid additional property: text [json-pointer:/blocks/0]',
    ],
    [
      'mrkdwn in a header',
      { type: 'header', text: mrkdwn('x') },
      'must be a valid enum value [json-pointer:/blocks/0/text/type]',
    ],
    [
      'mrkdwn on a button',
      actions(button({ text: mrkdwn('x') })),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/text/type]',
    ],
    [
      'a green button',
      actions(button({ style: 'green' })),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a number for a value',
      actions(button({ value: 7 })),
      'must provide a string [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'an input among actions',
      actions(textInput()),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    ['a button as input', input(button()), 'unsupported type: button [json-pointer:/blocks/0/element/type]'],
    [
      'a section of nothing',
      { type: 'section' },
      'must define either `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      'a select of nothing',
      section({ accessory: { type: 'static_select' } }),
      'must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]',
    ],
    [
      'an image from nowhere',
      { type: 'image', alt_text: 'x' },
      'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
    ],
    [
      'a preselection that is no option',
      section({ accessory: { type: 'static_select', options: options(2), initial_option: option('9') } }),
      'initial option must be one of the options [json-pointer:/blocks/0/accessory]',
    ],
    [
      'a date that is none',
      section({ accessory: { type: 'datepicker', initial_date: 'soon' } }),
      'must match pattern [json-pointer:/blocks/0/accessory/initial_date]',
    ],
    [
      'a link in a select',
      section({ accessory: { type: 'static_select', options: [option('v', { url: 'x' })] } }),
      'invalid additional property: url [json-pointer:/blocks/0/accessory/options/0]',
    ],
    [
      'rich text without a section',
      richText({ type: 'text', text: 'x' }),
      'unsupported type: text [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'empty rich text',
      richText({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }),
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      'a mention in preformatted text',
      richText({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }),
      'unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    [
      'a list without a style',
      richText({ type: 'rich_text_list', elements: [] }),
      'missing required field: style [json-pointer:/blocks/0/elements/0]',
    ],
  ])('%s', (_what, block, words) => {
    expect(onMessage(block)).toEqual([words])
  })

  it.each<[string, unknown[], string]>([
    ['two blocks of one id', [section({ block_id: 'b' }), section({ block_id: 'b' })], '/blocks/1/block_id'],
    ['two buttons of one id in one block', [actions(button(), button())], '/blocks/0/elements/1/action_id'],
  ])('%s', (_what, blocks, pointer) => {
    expect(onMessage(...blocks)).toEqual([
      expect.stringMatching(`already exists: .* \\[json-pointer:${pointer}\\]`),
    ])
  })

  it('takes the same action_id in two blocks', () => {
    expect(onMessage(actions(button()), actions(button()))).toEqual([])
  })

  it('what is too long only altogether', () => {
    const full = section({ text: mrkdwn(x(3000)) })
    expect(onMessage(full, full, full, full)).toEqual([])
    expect(onMessage(full, full, full, full, full)).toEqual(['msg_blocks_too_long [json-pointer:/blocks]'])
  })

  it('blocks that are no list, or none at all', () => {
    expect(validateBlocks('x', 'message')).toEqual([{ message: 'must provide an array', pointer: '/blocks' }])
    expect(validateBlocks(undefined, 'message')).toEqual([
      { message: 'missing required field: blocks', pointer: '/' },
    ])
  })
})

describe('rich text that Slack takes', () => {
  it('with every kind of part', () => {
    const inline = [
      { type: 'text', text: 'x', style: { bold: true, code: true } },
      { type: 'link', url: 'https://example.com', text: 'x' },
      { type: 'user', user_id: 'U1' },
      { type: 'channel', channel_id: 'C1' },
      { type: 'emoji', name: 'wave' },
      { type: 'broadcast', range: 'here' },
      { type: 'date', timestamp: 1_700_000_000, format: '{date}', fallback: 'then' },
    ]
    const part = { type: 'rich_text_section', elements: inline }
    const list = { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [part] }
    const code = { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x' }] }
    expect(onMessage(richText(part, list, code, { type: 'rich_text_quote', elements: inline }))).toEqual([])
  })
})

describe('views', () => {
  it.each<[string, (count: number) => unknown, number, string]>([
    ['title', (n) => modal({ title: plain(x(n)) }), 24, '/view/title/text'],
    ['submit', (n) => modal({ submit: plain(x(n)) }), 24, '/view/submit/text'],
    ['close', (n) => modal({ close: plain(x(n)) }), 24, '/view/close/text'],
    ['private_metadata', (n) => modal({ private_metadata: x(n) }), 3000, '/view/private_metadata'],
    ['callback_id', (n) => modal({ callback_id: x(n) }), 255, '/view/callback_id'],
    ['external_id', (n) => modal({ external_id: x(n) }), 255, '/view/external_id'],
    [
      'alert',
      (n) => modal({ blocks: [{ type: 'alert', text: plain(x(n)) }] }),
      200,
      '/view/blocks/0/text/text',
    ],
  ])('limit the %s', (_what, view, max, pointer) => {
    expect(inView(view(max))).toEqual([])
    expect(inView(view(max + 1))).toEqual([
      `must be less than ${max + 1} characters [json-pointer:${pointer}]`,
    ])
  })

  it.each<[string, unknown, string[]]>([
    [
      'without a title',
      { type: 'modal', blocks: [] },
      ['missing required field: title [json-pointer:/view]'],
    ],
    [
      'with input but no submit',
      modal({ blocks: [input(textInput())] }),
      ['missing required field: submit [json-pointer:/view]'],
    ],
    [
      'with two elements that want the focus',
      modal({
        submit: plain('Send'),
        blocks: [input(textInput({ focus_on_load: true })), input(textInput({ focus_on_load: true }))],
      }),
      ['only one element may set `focus_on_load` [json-pointer:/view/blocks]'],
    ],
    [
      'with markdown',
      modal({ blocks: [{ type: 'markdown', text: 'x' }] }),
      ['unsupported type: markdown [json-pointer:/view/blocks/0/type]'],
    ],
    ['of another kind', { type: 'popup', blocks: [] }, ['unsupported type: popup [json-pointer:/view/type]']],
    [
      'with a title on App Home',
      { type: 'home', title: plain('x'), blocks: [] },
      ['invalid additional property: title [json-pointer:/view]'],
    ],
    ['that are not there', undefined, ['missing required field: view [json-pointer:/]']],
  ])('%s are refused', (_what, view, words) => {
    expect(inView(view)).toEqual(words)
  })

  it('are refused beyond 250 KB', () => {
    const big = many(100, () => section({ text: mrkdwn(x(3000)) }))
    expect(inView({ type: 'home', blocks: big })).toEqual(['view_too_large [json-pointer:/view]'])
  })

  it('may leave properties undefined, which are not sent', () => {
    expect(inView(modal({ callback_id: undefined, close: undefined }))).toEqual([])
  })
})
