// What a form sends is Slack's own `state.values`: entered, prefilled or empty, but always named.
import type { KnownBlock } from '@slack/types'
import { expect, it } from 'vitest'
import { valuesOf } from '../elements/state.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (value: string) => ({ text: plain(value), value })
const form: KnownBlock[] = [
  {
    type: 'input',
    block_id: 'b1',
    label: plain('Why'),
    element: { type: 'plain_text_input', action_id: 'why' },
  },
  {
    type: 'section',
    block_id: 'b2',
    text: plain('How bad'),
    accessory: {
      type: 'static_select',
      action_id: 'severity',
      options: [option('SEV1'), option('SEV2')],
      initial_option: option('SEV2'),
    },
  },
  {
    type: 'actions',
    block_id: 'b3',
    elements: [
      { type: 'checkboxes', action_id: 'checks', options: [option('a')] },
      { type: 'multi_users_select', action_id: 'people' },
      { type: 'datepicker', action_id: 'day', initial_date: '2026-11-21' },
      { type: 'button', action_id: 'go', text: plain('Go') },
    ],
  },
]

it('names every input that nobody touched, and no button', () => {
  expect(valuesOf(form, {})).toEqual({
    b1: { why: { type: 'plain_text_input', value: null } },
    b2: { severity: { type: 'static_select', selected_option: option('SEV2') } },
    b3: {
      checks: { type: 'checkboxes', selected_options: [] },
      people: { type: 'multi_users_select', selected_users: [] },
      day: { type: 'datepicker', selected_date: '2026-11-21' },
    },
  })
})

it('prefers what was entered, also when it was emptied', () => {
  const entered = { b1: { why: { value: 'unsafe' } }, b2: { severity: { selected_option: null } } }
  expect(valuesOf(form, entered)).toMatchObject({
    b1: { why: { type: 'plain_text_input', value: 'unsafe' } },
    b2: { severity: { type: 'static_select', selected_option: null } },
  })
})
