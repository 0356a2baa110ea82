// Why: a press that asks "are you sure?" asks in a real dialog: focus is held inside, Esc means no.
import type { ConfirmationDialog } from '@slack/types'
import { useEffect, useId, useRef } from 'react'
import { PlainText, Text } from '../text/text.tsx'

interface Props {
  confirm: ConfirmationDialog
  onAnswer(yes: boolean): void
}

export function Confirm({ confirm, onAnswer }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const textId = useId()
  useEffect(() => dialog.current?.showModal(), [])
  const answer = (yes: boolean) => {
    dialog.current?.close()
    onAnswer(yes)
  }

  return (
    <dialog
      ref={dialog}
      className="confirm"
      data-testid="confirm"
      aria-labelledby={titleId}
      aria-describedby={textId}
      onCancel={(event) => {
        event.preventDefault()
        answer(false)
      }}
    >
      <h2 id={titleId}>
        <PlainText text={confirm.title?.text ?? 'Are you sure?'} />
      </h2>
      <div id={textId}>
        <Text text={confirm.text} />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button" data-testid="confirm-no" onClick={() => answer(false)}>
          <PlainText text={confirm.deny?.text ?? 'Cancel'} />
        </button>
        <button
          type="button"
          className={`button button-solid-${confirm.style ?? 'primary'}`}
          data-testid="confirm-yes"
          onClick={() => answer(true)}
        >
          <PlainText text={confirm.confirm?.text ?? 'Yes'} />
        </button>
      </div>
    </dialog>
  )
}
