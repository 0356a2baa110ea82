// Why: a message to customers must not fail because Slack refuses its card, or for somebody's words to call the whole channel.
import { describe, expect, it } from 'vitest'
import { validateBlocks, validateView } from '#local/slack/limits.ts'
import { communicationMessages, communicationViews } from '#test/unit/blocks/communications.ts'
import { markup, reaching } from '#test/unit/blocks/reading.ts'

const long = '<!channel> *x* <@USECURITY> \u202E"\\\n'.repeat(60)
const ours = new Set(['UPLATFORM', 'UPRODUCT', 'USUPPORT'])

describe.each([
  ['the shortest words', 'x'],
  ['the longest words', long],
  ['words that want to reach everybody', '<!here> <@UGUEST> <https://e.x|y>'],
])('with %s', (_, words) => {
  it('every message is taken by Slack and reaches nobody but those we mean', () => {
    for (const { text, blocks } of communicationMessages(words)) {
      expect(validateBlocks(blocks, 'message')).toEqual([])
      expect(text).not.toMatch(/<[@!#]|<http/)
      expect(text.length).toBeLessThan(3_000)
      expect(markup(blocks)).toEqual([])
      for (const { user_id: id } of reaching(blocks)) expect(ours).toContain(String(id))
    }
  })
  it('every form is taken by Slack', () => {
    for (const view of communicationViews(words)) {
      expect(validateView(view)).toEqual([])
      expect(markup(view)).toEqual([])
    }
  })
})
