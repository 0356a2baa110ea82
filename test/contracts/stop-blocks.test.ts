// Why: the announcement of a stop must not be refused by Slack because of a long name, or call people because of an agent's words.
import { describe, expect, it } from 'vitest'
import { validateBlocks } from '#packages/slack-emulator/limits.ts'
import { markup, reaching } from '#test/unit/blocks/reading.ts'
import { stopMessages } from '#test/unit/blocks/stops.ts'

const ours = /^(USUPPORT|UASKED\d+|UMENTIONED\d+)$/

describe.each([
  ['no words at all', ''],
  ['long words that want to reach everybody', '<!channel> *all* <@USECURITY> \u202E"\\\n'.repeat(60)],
])('with %s', (_, words) => {
  it('every message about stops and drills is taken by Slack, and reaches nobody but those we mean', () => {
    for (const { text, blocks } of stopMessages(words)) {
      expect(validateBlocks(blocks, 'message')).toEqual([])
      expect(text).not.toMatch(/<[@!#]|<http/)
      expect(text.length).toBeLessThan(3_000)
      expect(JSON.stringify(blocks).length).toBeLessThan(13_000)
      expect(markup(blocks)).toEqual([])
      for (const { user_id: id } of reaching(blocks)) expect(id).toMatch(ours)
    }
  })
})
