// Why: Slack's buttons: plain, primary, danger; one with a URL also opens it.
import type { Button, FeedbackButtons as Feedback } from '@slack/types'
import { PlainText } from '../text/text.tsx'
import type { ElementProps } from './element-props.ts'
import { PressButton } from './press-button.tsx'

export function ButtonElement({ element, busy, choose }: ElementProps) {
  const button = element as unknown as Button
  return (
    <PressButton
      className={`button ${button.style ? `button-${button.style}` : ''}`}
      data-action-id={button.action_id}
      aria-label={button.accessibility_label}
      aria-busy={busy}
      off={busy}
      onClick={() => {
        if (/^https?:/i.test(button.url ?? '')) window.open(button.url, '_blank', 'noopener,noreferrer')
        choose(button.value === undefined ? {} : { value: button.value })
      }}
    >
      <PlainText text={button.text.text} />
    </PressButton>
  )
}

export function FeedbackButtons({ element, busy, choose }: ElementProps) {
  const { positive_button, negative_button } = element as unknown as Feedback
  return [positive_button, negative_button].map(({ text, value }) => (
    <PressButton
      key={value}
      className="button"
      data-action-id={element.action_id}
      off={busy}
      onClick={() => choose({ value })}
    >
      <PlainText text={text.text} />
    </PressButton>
  ))
}
