// Why: Slack rewrites what people type, and it must be undone once and no more, or a name, a link or a sign is lost on the way.
import { describe, expect, it } from 'vitest'
import { unescaped, withNames } from '#functions/slack/unescape.ts'

describe('what Slack makes of what people type', () => {
  it.each([
    ['lead INC-1 <@U012AB|anna>', 'lead INC-1 <@U012AB|anna>'],
    ['pause channel:<#C012|ops>', 'pause channel:#ops'],
    ['see <#C012>', 'see #C012'],
    ['<!here> and <!subteam^S1|@team> and <!subteam^S1>', '@here and @team and @subteam'],
    ['<https://a.example/b?c=1&amp;d=2>', 'https://a.example/b?c=1&d=2'],
    ['<http://a.example|a.example> is down', 'a.example is down'],
    ['mail <mailto:a@b.example|a@b.example>', 'mail a@b.example'],
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['typed as &amp;lt;b&amp;gt;', 'typed as &lt;b&gt;'],
    ['typed as &lt;https://a.example&gt;', 'typed as <https://a.example>'],
    ['a <b> c', 'a <b> c'],
  ])('%s', (sent, typed) => expect(unescaped(sent)).toBe(typed))

  it('names people where it is read later', () => {
    expect(withNames('ask <@U012AB|anna> or <@U34>')).toBe('ask @anna or @U34')
  })
})
