// Shapes that Slack refuses whatever their size, and the words it does it with.
import { describe, expect, it } from 'vitest'
import { validateBlocks } from '../limits.ts'
import {
  actions,
  button,
  input,
  mrkdwn,
  onMessage,
  option,
  options,
  plain,
  richText,
  section,
  textInput,
  x,
} from './small-blocks.ts'

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
