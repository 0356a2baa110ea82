// What Slack refuses about a modal or App Home as a whole.
import { describe, expect, it } from 'vitest'
import { input, inView, many, modal, mrkdwn, plain, section, textInput, x } from './small-blocks.ts'

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
