// Why: the "…" menu: a button that unfolds a short list, folds on Esc, on a choice and when focus leaves it.
import type { Overflow } from '@slack/types'
import { useRef, useState } from 'react'
import { PlainText } from '../text/text.tsx'
import type { ElementProps } from './element-props.ts'
import { PressButton } from './press-button.tsx'

export function OverflowElement({ element, busy, choose }: ElementProps) {
  const { options, action_id } = element as unknown as Overflow
  const [open, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    toggle.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that focus left or that Esc was pressed
    <span
      className="menu"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        event.preventDefault()
        close()
      }}
    >
      <PressButton
        ref={toggle}
        className="button"
        aria-label="More actions"
        aria-expanded={open}
        data-action-id={action_id}
        off={busy}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </PressButton>
      {open ? (
        <ul className="menu-list">
          {options.map((option) => (
            <li key={option.value}>
              <button
                type="button"
                onClick={() => {
                  close()
                  if (/^https?:/i.test(option.url ?? ''))
                    window.open(option.url, '_blank', 'noopener,noreferrer')
                  choose({ selected_option: option as ElementOption })
                }}
              >
                <PlainText text={option.text.text} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </span>
  )
}

type ElementOption = NonNullable<ElementProps['state']['selected_option']>
