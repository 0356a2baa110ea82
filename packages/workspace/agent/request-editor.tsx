// Why: the request as JSON that can be changed, with a word about what is wrong before the gate has to say it.
import { useId } from 'react'
import type { AgentRequest } from './presets.ts'

export type Draft = { request: AgentRequest } | { problem: string }

export function readDraft(text: string): Draft {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { problem: 'The request has to be a JSON object.' }
    }
    return { request: value as AgentRequest }
  } catch (error) {
    return { problem: `Not JSON yet: ${error instanceof Error ? error.message : String(error)}` }
  }
}

interface Props {
  text: string
  draft: Draft
  onChange: (text: string) => void
}

export function RequestEditor({ text, draft, onChange }: Props) {
  const id = useId()
  const problem = 'problem' in draft ? draft.problem : undefined
  return (
    <div className="editor">
      <label htmlFor={id}>Request to the gate</label>
      <textarea
        id={id}
        className="field code"
        data-testid="request-json"
        rows={Math.min(12, Math.max(6, text.split('\n').length))}
        spellCheck={false}
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      <small id={`${id}-note`} className={problem ? 'error' : undefined}>
        {problem ?? 'Each request gets a fresh idempotencyKey, unless you write one.'}
      </small>
    </div>
  )
}
