// What an agent writes is shown and never obeyed: no HTML, no mention, no link comes out of text that was not one.
import type { KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { renderBlocks } from './render-blocks.tsx'

const render = (...blocks: KnownBlock[]) => renderBlocks(blocks)

const hostile = `<img src=x onerror=alert(1)> <!channel> <@UPRODUCT> *bold* https://evil.example [a](https://evil.example)`
const richText = (text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
})

describe('hostile text', () => {
  it.each<[string, KnownBlock]>([
    ['rich text', richText(hostile)],
    ['a plain_text section', { type: 'section', text: { type: 'plain_text', text: hostile } }],
    ['a header', { type: 'header', text: { type: 'plain_text', text: hostile } }],
    ['a context', { type: 'context', elements: [{ type: 'plain_text', text: hostile }] }],
    ['a table cell', { type: 'table', rows: [[{ type: 'raw_text', text: hostile }]] }],
  ])('is literal in %s', (_, block) => {
    const html = render(block)
    expect(html).not.toMatch(/<(img|a|strong|script)\b/)
    expect(html).not.toContain('class="mention')
    expect(html).toContain('&lt;!channel&gt; &lt;@UPRODUCT&gt; *bold* https://evil.example')
  })

  it('does not become a link in rich text with another scheme', () => {
    const html = render({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'click' }],
        },
      ],
    })
    expect(html).not.toContain('javascript:')
    expect(html).toContain('click')
  })
})

describe('what the bot means', () => {
  it('shows people and channels by name', () => {
    const html = render({ type: 'section', text: { type: 'mrkdwn', text: '<@UPRODUCT> in <#COPS> *now*' } })
    expect(html).toContain('@Product owner')
    expect(html).toContain('#claw-ops')
    expect(html).toContain('<strong>now</strong>')
  })

  it('shows the fallback for a date that no calendar has', () => {
    const html = render({
      type: 'section',
      text: { type: 'mrkdwn', text: '<!date^99999999999999^{date_short}|some day>' },
    })
    expect(html).toContain('some day')
  })

  it('ties a field to its label and hint', () => {
    const html = render({
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Why?' },
      hint: { type: 'plain_text', text: 'The agent gets this.' },
      element: { type: 'plain_text_input', action_id: 'text' },
    })
    const labelled = /aria-labelledby="([^"]+)"/.exec(html)?.[1]
    const described = /aria-describedby="([^"]+)"/.exec(html)?.[1]
    expect(html).toMatch(new RegExp(`id="${labelled}"[^>]*><span[^>]*>Why\\?`))
    expect(html).toContain(`<small id="${described}"`)
  })
})
