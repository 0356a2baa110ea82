// Why: an agent chooses its name and its words; neither may break the message that tells people to look at it.
import { describe, expect, it } from 'vitest'
import { validateBlocks, validateView } from '#packages/slack-emulator/limits.ts'
import { limitMessages, limitViews } from '#test/unit/blocks/limits.ts'
import { markup, reaching } from '#test/unit/blocks/reading.ts'

/** What Slack takes as the answer to a command. */
const ANSWER_MAX = 13_000

describe.each([
  ['the shortest words', 'x'],
  ['the longest words', 'x'.repeat(2_000)],
  ['words that mean mischief', '<!channel> *x* <@USTRANGER> \u202E"\\\n&lt;'.repeat(20)],
])('every message about limits with %s', (_, words) => {
  it('is taken by Slack, and reaches nobody but those we mean', () => {
    for (const { text, blocks } of limitMessages(words)) {
      expect(validateBlocks(blocks, 'message')).toEqual([])
      expect(JSON.stringify(blocks).length).toBeLessThan(ANSWER_MAX)
      expect(text.length).toBeLessThan(3_000)
      expect(text).not.toMatch(/<[@!#]|<http/)
      expect(markup(blocks)).toEqual([])
      for (const { user_id: id } of reaching(blocks)) expect(String(id)).toMatch(/^U(ELIGIBLE\d+|PRODUCT2?)$/)
    }
    for (const view of limitViews(words.slice(0, 100))) expect(validateView(view)).toEqual([])
  })
})
