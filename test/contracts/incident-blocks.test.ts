// Why: an incident, or a word to customers about it, is the worst moment for Slack to refuse a card, or for somebody's words to
// call the whole channel.
import { describe, expect, it } from 'vitest'
import { validateBlocks, validateView } from '#packages/slack-emulator/limits.ts'
import { communicationMessages, communicationViews } from '#test/unit/blocks/communications.ts'
import { incidentMessages, incidentViews } from '#test/unit/blocks/incidents.ts'
import { markup, reaching } from '#test/unit/blocks/reading.ts'

const long = '<!channel> *x* <@USECURITY> \u202E"\\\n'.repeat(60)
const ours = new Set(['UPLATFORM', 'UPRODUCT', 'USUPPORT'])

const kinds = [
  { about: 'an incident', messages: incidentMessages, views: incidentViews },
  { about: 'what customers are told', messages: communicationMessages, views: communicationViews },
]

describe.each([
  ['the shortest words', 'x'],
  ['the longest words', long],
  ['words that want to reach everybody', '<!here> <@UGUEST> <https://e.x|y>'],
])('with %s', (_, words) => {
  it.each(kinds)(
    'every message about $about is taken by Slack and reaches nobody but those we mean',
    ({ messages }) => {
      for (const { text, blocks } of messages(words)) {
        expect(validateBlocks(blocks, 'message')).toEqual([])
        expect(text).not.toMatch(/<[@!#]|<http/)
        expect(text.length).toBeLessThan(3_000)
        expect(markup(blocks)).toEqual([])
        for (const { user_id: id } of reaching(blocks)) expect(ours).toContain(String(id))
      }
    },
  )
  it.each(kinds)('every form about $about is taken by Slack', ({ views }) => {
    for (const view of views(words)) {
      expect(validateView(view)).toEqual([])
      expect(markup(view)).toEqual([])
    }
  })
})
