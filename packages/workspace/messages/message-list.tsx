// Why: a channel reads from old to new, keeps to its end while the reader is there, and tells screen readers what arrives.
import { Fragment, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useNow } from '../data/now.ts'
import type { ChatMessage } from '../data/shapes.ts'
import { dayHeading, dayKey, secondsOf } from '../text/times.ts'
import { MessageView } from './message.tsx'

interface Props {
  label: string
  channel: string
  messages: ChatMessage[]
  /** The message to go to first, instead of the end. */
  target?: string | undefined
  repliesTo?: (ts: string) => ChatMessage[]
  onOpenThread?: (ts: string) => void
}

/** Enough for a day's work; a channel of thousands stays quick to draw. */
const pageSize = 60
const nearEndPx = 120

export function MessageList({ label, channel, messages, target, repliesTo, onOpenThread }: Props) {
  const [shown, setShown] = useState(() => Math.max(pageSize, fromEnd(messages, target)))
  const visible = messages.slice(-shown)
  const { scroller, content, isBehind, toEnd } = useStickToEnd(visible.at(-1)?.ts, target)

  return (
    <div className="scroll-frame">
      <div
        className="message-list"
        role="log"
        aria-label={label}
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
        tabIndex={0}
        ref={scroller}
      >
        <div ref={content}>
          {messages.length > shown ? (
            <button type="button" className="button earlier" onClick={() => setShown(shown + pageSize)}>
              Show {Math.min(pageSize, messages.length - shown)} earlier messages
            </button>
          ) : null}
          {visible.map((message, index) => (
            <Fragment key={message.ts}>
              <DayDivider message={message} before={visible[index - 1]} />
              <MessageView
                message={message}
                channel={channel}
                isTarget={message.ts === target}
                replies={repliesTo?.(message.ts) ?? none}
                {...(onOpenThread ? { onOpenThread } : {})}
              />
            </Fragment>
          ))}
        </div>
      </div>
      {isBehind ? (
        <button type="button" className="button to-end" onClick={toEnd}>
          New messages ↓
        </button>
      ) : null}
    </div>
  )
}

const none: ChatMessage[] = []

function DayDivider({ message, before }: { message: ChatMessage; before: ChatMessage | undefined }) {
  const now = useNow(60)
  const seconds = secondsOf(message.ts)
  if (before && dayKey(secondsOf(before.ts)) === dayKey(seconds)) return null
  return (
    <div className="day">
      <span>{dayHeading(seconds, now)}</span>
    </div>
  )
}

/** How many messages from the end on it takes to reach `target`. */
const fromEnd = (messages: ChatMessage[], target: string | undefined) =>
  target === undefined ? 0 : messages.length - messages.findIndex(({ ts }) => ts === target)

function useStickToEnd(latest: string | undefined, target: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [isBehind, setBehind] = useState(false)

  const toEnd = useCallback(() => {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
    setBehind(false)
  }, [])

  useEffect(() => {
    const element = scroller.current
    if (!element || !content.current) return
    const noticeScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx
      if (atEnd.current) setBehind(false)
    }
    const grown = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
    })
    element.addEventListener('scroll', noticeScroll, { passive: true })
    grown.observe(content.current)
    grown.observe(element)
    return () => {
      element.removeEventListener('scroll', noticeScroll)
      grown.disconnect()
    }
  }, [])

  useLayoutEffect(() => {
    const message = target && scroller.current?.querySelector(`[data-ts="${CSS.escape(target)}"]`)
    if (!message) return
    message.scrollIntoView({ block: 'center' })
    atEnd.current = false
  }, [target])

  useLayoutEffect(() => {
    if (latest === undefined) return
    if (atEnd.current) toEnd()
    else setBehind(true)
  }, [latest, toEnd])

  return { scroller, content, isBehind, toEnd }
}
