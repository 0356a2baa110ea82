// Why: rich text is already a tree and its text is literal; it is shown exactly as it is written.
import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextList } from '@slack/types'
import type { ReactNode } from 'react'
import { Emoji, keyed, Link, Mention, SlackDate } from '../text/text.tsx'

export function RichTextView({ block }: { block: RichTextBlock }) {
  return (
    <div className="block-rich-text">
      {keyed(block.elements, (part) => (
        <Part part={part} />
      ))}
    </div>
  )
}

function Part({ part }: { part: RichTextBlockElement }): ReactNode {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <div className="rich-section">
          <Inlines elements={part.elements} />
        </div>
      )
    case 'rich_text_preformatted':
      return (
        <pre>
          <Inlines elements={part.elements} />
        </pre>
      )
    case 'rich_text_quote':
      return (
        <blockquote>
          <Inlines elements={part.elements} />
        </blockquote>
      )
    case 'rich_text_list':
      return <List list={part} />
  }
}

function List({ list }: { list: RichTextList }) {
  const Tag = list.style === 'ordered' ? 'ol' : 'ul'
  return (
    <Tag className={`indent-${Math.min(list.indent ?? 0, 8)}`}>
      {keyed(list.elements, (item) => (
        <li>
          <Inlines elements={item.elements} />
        </li>
      ))}
    </Tag>
  )
}

const Inlines = ({ elements }: { elements: RichTextElement[] }) =>
  keyed(elements, (element) => <Styled style={element.style}>{inline(element)}</Styled>)

function inline(element: RichTextElement): ReactNode {
  switch (element.type) {
    case 'text':
      return element.text
    case 'link':
      return /^(https?:|mailto:)/i.test(element.url) ? (
        <Link href={element.url}>{element.text ?? element.url}</Link>
      ) : (
        (element.text ?? element.url)
      )
    case 'emoji':
      return <Emoji name={element.name} />
    case 'user':
      return <Mention kind="user" id={element.user_id} />
    case 'channel':
      return <Mention kind="channel" id={element.channel_id} />
    case 'usergroup':
      return <Mention kind="usergroup" id={element.usergroup_id} />
    case 'broadcast':
      return <span className="mention mention-all">@{element.range}</span>
    case 'date':
      return (
        <SlackDate
          timestamp={element.timestamp}
          format={element.format}
          fallback={element.fallback ?? ''}
          href={element.url}
        />
      )
    case 'color':
      return element.value
    case 'team':
      return element.team_id
  }
}

type Style = RichTextElement['style']

function Styled({ style, children }: { style: Style; children: ReactNode }): ReactNode {
  let styled = children
  if (style?.code) styled = <code>{styled}</code>
  if (style?.strike) styled = <s>{styled}</s>
  if (style?.italic) styled = <em>{styled}</em>
  if (style?.bold) styled = <strong>{styled}</strong>
  return styled
}
