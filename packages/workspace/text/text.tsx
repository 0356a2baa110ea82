// Why: turns parsed Slack text into React elements, and only that: no string ever becomes HTML.
import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import { Fragment, type ReactNode } from 'react'
import { useDirectory } from '../data/directory.tsx'
import { useNow } from '../data/now.ts'
import { emojiFor } from './emoji.ts'
import { type Inline, type Paragraph, parseMrkdwn, parsePlainText } from './mrkdwn.ts'
import { formatSlackDate, fullDate } from './times.ts'

export function Text({ text }: { text: MrkdwnElement | PlainTextElement }) {
  return text.type === 'mrkdwn' ? (
    <Mrkdwn text={text.text} verbatim={text.verbatim ?? false} />
  ) : (
    <PlainText text={text.text} emoji={text.emoji ?? true} />
  )
}

export function PlainText({ text, emoji = true }: { text: string; emoji?: boolean }) {
  return <span className="plain-text">{emoji ? <Inlines inlines={parsePlainText(text)} /> : text}</span>
}

export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  return keyed(parseMrkdwn(text, { verbatim }), (paragraph) => <ParagraphView paragraph={paragraph} />)
}

function ParagraphView({ paragraph }: { paragraph: Paragraph }) {
  if (paragraph.kind === 'preformatted') return <pre>{paragraph.text}</pre>
  if (paragraph.kind === 'quote') {
    return (
      <blockquote>
        <Inlines inlines={paragraph.children} />
      </blockquote>
    )
  }
  return (
    <p className="mrkdwn">
      <Inlines inlines={paragraph.children} />
    </p>
  )
}

function Inlines({ inlines }: { inlines: Inline[] }) {
  return keyed(inlines, (inline) => <InlineView inline={inline} />)
}

function InlineView({ inline }: { inline: Inline }): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'bold':
      return (
        <strong>
          <Inlines inlines={inline.children} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines inlines={inline.children} />
        </s>
      )
    case 'code':
      return <code>{inline.text}</code>
    case 'link':
      return <Link href={inline.href}>{inline.label}</Link>
    case 'user':
    case 'channel':
    case 'usergroup':
      return <Mention kind={inline.kind} id={inline.id} label={inline.label} />
    case 'broadcast':
      return <span className="mention mention-all">@{inline.range}</span>
    case 'date':
      return <SlackDate {...inline} />
    case 'emoji':
      return <Emoji name={inline.name} />
  }
}

export function Link({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}

export function Emoji({ name }: { name: string }) {
  const character = emojiFor(name)
  return character.startsWith(':') ? (
    character
  ) : (
    <span className="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {character}
    </span>
  )
}

export function Mention(props: {
  kind: 'user' | 'channel' | 'usergroup'
  id: string
  label?: string | undefined
}) {
  const { userName, channelName, me } = useDirectory()
  if (props.kind === 'channel') {
    return (
      <a className="mention" href={`#/channel/${props.id}`}>
        #{channelName(props.id) ?? props.label ?? props.id}
      </a>
    )
  }
  const name = (props.kind === 'user' ? userName(props.id) : undefined) ?? props.label ?? props.id
  return (
    <span className={props.id === me ? 'mention mention-me' : 'mention'} title={props.id}>
      @{name.replace(/^@/, '')}
    </span>
  )
}

export function SlackDate(props: {
  timestamp: number
  format: string
  fallback: string
  href?: string | undefined
}) {
  const now = useNow()
  if (Number.isNaN(new Date(props.timestamp * 1000).getTime())) return props.fallback
  const shown = formatSlackDate(props.timestamp, props.format, now) ?? props.fallback
  const time = (
    <time dateTime={new Date(props.timestamp * 1000).toISOString()} title={fullDate(props.timestamp)}>
      {shown}
    </time>
  )
  return props.href ? <Link href={props.href}>{time}</Link> : time
}

/** Parsed text has no identity but its place, and is replaced as a whole: the index is the honest key. */
export function keyed<T>(items: readonly T[], render: (item: T, index: number) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return items.map((item, index) => <Fragment key={index}>{render(item, index)}</Fragment>)
}
