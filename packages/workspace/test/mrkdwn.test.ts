// Text on the page is what Slack would show: escaped text stays text, references become what they refer to.
import { describe, expect, it } from 'vitest'
import { parseMrkdwn, parsePlainText } from '../text/mrkdwn.ts'

const lines = (source: string, options?: { verbatim: boolean }) => {
  const [paragraph, ...rest] = parseMrkdwn(source, options)
  expect(rest).toEqual([])
  expect(paragraph?.kind).toBe('lines')
  return paragraph?.kind === 'lines' ? paragraph.children : []
}
const text = (value: string) => ({ kind: 'text', text: value })

describe('text that was escaped', () => {
  it.each([
    ['&lt;!channel&gt;', '<!channel>'],
    ['&lt;@UPRODUCT&gt;', '<@UPRODUCT>'],
    ['&lt;https://evil.example|our site&gt;', '<https://evil.example|our site>'],
    ['&amp;lt;!here&amp;gt;', '&lt;!here&gt;'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['<javascript:alert(1)|click>', '<javascript:alert(1)|click>'],
  ])('%s is shown as %s and refers to nothing', (source, shown) => {
    const inlines = lines(source, { verbatim: true })
    expect(inlines.every(({ kind }) => kind === 'text')).toBe(true)
    expect(inlines.map((inline) => ('text' in inline ? inline.text : '')).join('')).toBe(shown)
  })
})

describe('references', () => {
  it.each([
    ['<@UPRODUCT>', { kind: 'user', id: 'UPRODUCT' }],
    ['<@UPRODUCT|product>', { kind: 'user', id: 'UPRODUCT', label: 'product' }],
    ['<#COPS|ops>', { kind: 'channel', id: 'COPS', label: 'ops' }],
    ['<!subteam^SSUPPORT>', { kind: 'usergroup', id: 'SSUPPORT' }],
    ['<!here>', { kind: 'broadcast', range: 'here' }],
    [
      '<https://example.com/?a=1&amp;b=2|docs>',
      { kind: 'link', href: 'https://example.com/?a=1&b=2', label: 'docs' },
    ],
    ['<mailto:a@example.com>', { kind: 'link', href: 'mailto:a@example.com', label: 'a@example.com' }],
    [
      '<!date^1795255266^{date_short} at {time}|then>',
      { kind: 'date', timestamp: 1795255266, format: '{date_short} at {time}', fallback: 'then' },
    ],
    [':white_check_mark:', { kind: 'emoji', name: 'white_check_mark' }],
  ])('%s', (source, inline) => {
    expect(lines(source)).toEqual([inline])
  })

  it('finds a bare URL without the full stop behind it, unless the text is verbatim', () => {
    const source = 'see https://example.com/a.'
    expect(lines(source)).toEqual([
      text('see '),
      { kind: 'link', href: 'https://example.com/a', label: 'https://example.com/a' },
      text('.'),
    ])
    expect(lines(source, { verbatim: true })).toEqual([text(source)])
  })
})

describe('formatting', () => {
  it('knows bold, italic, strike and code, also inside each other', () => {
    expect(lines('*a _b_* ~c~ `d *e*`')).toEqual([
      { kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] },
      text(' '),
      { kind: 'strike', children: [text('c')] },
      text(' '),
      { kind: 'code', text: 'd *e*' },
    ])
  })

  it.each(['2 * 3 * 4', 'snake_case_name', 'a*b*c', '* not bold*', '**', '~ ~'])(
    'leaves %s alone',
    (source) => {
      expect(lines(source)).toEqual([text(source)])
    },
  )

  it('separates quotes and preformatted text from the lines around them', () => {
    expect(parseMrkdwn('before\n&gt; quoted *well*\nafter\n```\n&lt;b&gt; *x* <@U1>\n```\nend')).toEqual([
      { kind: 'lines', children: [text('before')] },
      { kind: 'quote', children: [text('quoted '), { kind: 'bold', children: [text('well')] }] },
      { kind: 'lines', children: [text('after')] },
      { kind: 'preformatted', text: '<b> *x* <@U1>' },
      { kind: 'lines', children: [text('end')] },
    ])
  })

  it('takes plain_text literally but for emoji', () => {
    expect(parsePlainText('*a* <@U1> &lt; :eyes:')).toEqual([
      text('*a* <@U1> &lt; '),
      { kind: 'emoji', name: 'eyes' },
    ])
  })

  it.each(['*a '.repeat(13_000), '<'.repeat(40_000), '`*_~'.repeat(10_000), '*_'.repeat(20_000)])(
    'takes the longest text that a message can hold',
    (hostile) => {
      expect(parseMrkdwn(hostile)).toHaveLength(1)
    },
  )
})
