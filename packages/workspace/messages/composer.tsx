// Why: one line for everything that a person says: a slash command or a message, with the earlier ones an arrow away.
import { type KeyboardEvent, type SubmitEvent, useId, useRef, useState } from 'react'
import { useDirectory } from '../data/directory.tsx'
import { deliver, postJson, sentenceOf } from '../data/http.ts'
import { remember, remembered } from '../data/remembered.ts'

interface Props {
  channel: string
  threadTs?: string
  label: string
}

const suggestions = ['/claw help', '/claw queue', '/claw whoami', '/claw show ']
const historySize = 50

export function Composer({ channel, threadTs, label }: Props) {
  const { me } = useDirectory()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const recall = useHistory(setText)
  const id = useId()

  async function send(event: SubmitEvent) {
    event.preventDefault()
    const said = text.trim()
    if (!said || busy) return
    recall.add(said)
    setBusy(true)
    setError(undefined)
    setText('')
    const request = { user: me, channel, text: said }
    const sent = said.startsWith('/')
      ? deliver('/_local/commands', request)
      : postJson('/_local/messages', threadTs === undefined ? request : { ...request, thread_ts: threadTs })
    await sent.catch((cause) => {
      setError(sentenceOf(cause))
      setText((typed) => typed || said)
    })
    setBusy(false)
    field.current?.focus()
  }

  const typed = text.toLowerCase()
  const offered = typed.startsWith('/')
    ? suggestions.filter((s) => s.startsWith(typed) && s.trim() !== typed.trim())
    : []

  return (
    <form className="composer" onSubmit={send}>
      {offered.length > 0 ? (
        <div className="suggestions">
          {offered.map((suggestion) => (
            <button
              key={suggestion}
              type="button"
              className="chip"
              onClick={() => {
                setText(suggestion)
                field.current?.focus()
              }}
            >
              {suggestion}
            </button>
          ))}
        </div>
      ) : null}
      {error ? (
        <p className="error" role="alert" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      <div className="composer-line">
        <input
          ref={field}
          className="field"
          data-testid={threadTs === undefined ? 'composer' : 'composer-thread'}
          aria-label={label}
          aria-describedby={error ? `${id}-error` : undefined}
          placeholder={threadTs === undefined ? 'Message, or /claw help' : 'Reply'}
          autoComplete="off"
          maxLength={12_000}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setError(undefined)
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'ArrowUp' && recall.older(text)) event.preventDefault()
            if (event.key === 'ArrowDown' && recall.newer()) event.preventDefault()
          }}
        />
        <button
          type="submit"
          className="button button-solid-primary"
          data-testid="send"
          disabled={busy || !text.trim()}
        >
          {busy ? 'Sending…' : 'Send'}
        </button>
      </div>
    </form>
  )
}

/** What was sent before, newest last, shared by all channels; `show` puts an entry into the field. */
function useHistory(show: (text: string) => void) {
  const at = useRef<number>(undefined)
  const entries = () => remembered<string[]>('history', [])
  return {
    add(text: string) {
      at.current = undefined
      remember('history', [...entries().filter((entry) => entry !== text), text].slice(-historySize))
    },
    older(current: string): boolean {
      const all = entries()
      if (at.current === undefined && current !== '') return false
      const index = (at.current ?? all.length) - 1
      if (index < 0) return false
      at.current = index
      show(all[index] ?? '')
      return true
    },
    newer(): boolean {
      if (at.current === undefined) return false
      const all = entries()
      const index = at.current + 1
      at.current = index >= all.length ? undefined : index
      show(all[index] ?? '')
      return true
    },
  }
}
