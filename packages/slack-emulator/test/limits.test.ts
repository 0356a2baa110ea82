// What Slack limits on a message, one line a rule: at the limit it passes, one beyond it does not.
import { describe, expect, it } from 'vitest'
import { validateBlocks } from '../limits.ts'
import {
  actions,
  button,
  confirm,
  input,
  many,
  mrkdwn,
  onMessage,
  option,
  options,
  plain,
  section,
  textInput,
  x,
} from './small-blocks.ts'

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
