// The smallest blocks of each kind, for the tests of their limits.
import { inWords, validateBlocks, validateView } from '../limits.ts'

export const x = (count: number) => 'x'.repeat(count)
export const plain = (text: string) => ({ type: 'plain_text', text })
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
export const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))
export const button = (extra = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...extra })
export const actions = (...elements: object[]) => ({ type: 'actions', elements })
export const section = (extra = {}) => ({ type: 'section', text: mrkdwn('x'), ...extra })
export const option = (value = 'v', extra = {}) => ({ text: plain('Option'), value, ...extra })
export const options = (count: number) => many(count, (index) => option(`${index}`))
export const input = (element: object, extra = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...extra,
})
export const textInput = (extra = {}) => ({ type: 'plain_text_input', action_id: 'a', ...extra })
export const confirm = (extra = {}) => ({
  title: plain('Sure?'),
  text: mrkdwn('x'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...extra,
})
export const richText = (...elements: object[]) => ({ type: 'rich_text', elements })
export const modal = (extra = {}) => ({ type: 'modal', title: plain('Title'), blocks: [section()], ...extra })
export const onMessage = (...blocks: unknown[]) => validateBlocks(blocks, 'message').map(inWords)
export const inView = (view: unknown) => validateView(view).map(inWords)
