// Why: one form of the bot: what is entered stays through updates by the bot, and errors appear at their fields.
import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react'
import { Blocks } from '../blocks/blocks.tsx'
import { useDirectory } from '../data/directory.tsx'
import { postJson, sentenceOf } from '../data/http.ts'
import type { View } from '../data/shapes.ts'
import { HostProvider } from '../elements/host.tsx'
import { PressButton } from '../elements/press-button.tsx'
import { type Values, valuesOf } from '../elements/state.ts'
import { Boundary } from '../shell/boundary.tsx'
import { useReturningFocus } from '../shell/returning-focus.ts'
import { PlainText } from '../text/text.tsx'

interface Props {
  view: View
  isTop: boolean
  depth: number
  onDismiss: () => void
}

interface Submitted {
  errors?: Record<string, string>
  error?: string
}

export function Modal({ view, isTop, depth, onDismiss }: Props) {
  const { me } = useDirectory()
  const entered = useState<Values>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const titleId = useId()
  useReturningFocus()
  useEffect(() => {
    dialog.current?.showModal()
    form.current?.querySelector<HTMLElement>('.modal-body :is(input, textarea, select)')?.focus()
  }, [])

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setErrors({})
    setFailure(undefined)
    const answer = await postJson<Submitted>(`/_local/views/${view.id}/submit`, {
      user: me,
      values: valuesOf(view.blocks, entered[0]),
    }).catch((cause): Submitted => ({ error: sentenceOf(cause) }))
    setBusy(false)
    setFailure(answer.error)
    setErrors(answer.errors ?? {})
    if (answer.errors) requestAnimationFrame(() => focusFirstError(form.current))
  }

  /** The bot is told; should it not be, the person is still rid of the form. */
  function close() {
    onDismiss()
    postJson(`/_local/views/${view.id}/close`, { user: me }).catch(() => undefined)
  }

  return (
    <dialog
      ref={dialog}
      className="modal"
      data-testid="modal"
      data-view-id={view.id}
      data-depth={depth}
      aria-labelledby={titleId}
      inert={!isTop}
      onCancel={(event) => {
        event.preventDefault()
        if (event.target === event.currentTarget) close()
      }}
    >
      <form ref={form} onSubmit={submit} noValidate>
        <header className="bar">
          <h2 id={titleId}>
            <PlainText text={view.title?.text ?? 'Form'} />
          </h2>
          <button type="button" className="button button-quiet" aria-label="Close" onClick={close}>
            ✕
          </button>
        </header>
        <div className="modal-body" tabIndex={view.submit ? undefined : 0}>
          <Boundary what="This form">
            <HostProvider
              user={me}
              place={{ view_id: view.id }}
              blocks={view.blocks}
              entered={entered}
              errors={errors}
            >
              <Blocks blocks={view.blocks} />
            </HostProvider>
          </Boundary>
          {failure ? (
            <p className="error" role="alert">
              {failure}
            </p>
          ) : null}
        </div>
        <footer className="dialog-buttons">
          <button type="button" className="button" data-testid="modal-close" onClick={close}>
            <PlainText text={view.close?.text ?? (view.submit ? 'Cancel' : 'Close')} />
          </button>
          {view.submit ? (
            <PressButton
              type="submit"
              className="button button-solid-primary"
              data-testid="modal-submit"
              off={busy}
            >
              <PlainText text={busy ? 'Sending…' : view.submit.text} />
            </PressButton>
          ) : null}
        </footer>
      </form>
    </dialog>
  )
}

function focusFirstError(form: HTMLFormElement | null) {
  form?.querySelector<HTMLElement>('[aria-invalid="true"], .block-input:has(.error) input')?.focus()
}
