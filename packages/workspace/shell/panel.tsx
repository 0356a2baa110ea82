// Why: the place beside the channel, for a thread or for the agent; on a phone it covers the page and can be left.
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useReturningFocus } from './returning-focus.ts'

interface Props {
  title: string
  subtitle?: string
  testId: string
  onClose: () => void
  children: ReactNode
}

export function Panel({ title, subtitle, testId, onClose, children }: Props) {
  const titleId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useReturningFocus()
  useEffect(() => heading.current?.focus(), [])
  return (
    <aside
      className="panel"
      aria-labelledby={titleId}
      data-testid={testId}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className="bar">
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {title} {subtitle ? <small>{subtitle}</small> : null}
        </h2>
        <button type="button" className="button button-quiet" aria-label={`Close ${title}`} onClick={onClose}>
          ✕
        </button>
      </header>
      {children}
    </aside>
  )
}
