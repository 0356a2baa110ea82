// Why: a labelled field of a form, with its hint and the error that the bot answered with, tied together for screen readers.
import type { InputBlock } from '@slack/types'
import { useId } from 'react'
import { Element } from '../elements/element.tsx'
import { useHost } from '../elements/host.tsx'
import type { AnyElement } from '../elements/state.ts'
import { PlainText } from '../text/text.tsx'

export function InputView({ block }: { block: InputBlock }) {
  const id = useId()
  const error = useHost().errorAt(block.block_id ?? '')
  const described = [block.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="block-input" data-block-id={block.block_id}>
      <span id={`${id}-label`} className="input-label">
        <PlainText text={block.label.text} />
        {block.optional ? <span className="optional"> (optional)</span> : null}
      </span>
      <Element
        element={block.element as unknown as AnyElement}
        blockId={block.block_id ?? ''}
        waits={!block.dispatch_action}
        labelling={{
          'aria-labelledby': `${id}-label`,
          'aria-required': !block.optional,
          'aria-invalid': error !== undefined,
          ...(described ? { 'aria-describedby': described } : {}),
        }}
      />
      {block.hint ? (
        <small id={`${id}-hint`}>
          <PlainText text={block.hint.text} />
        </small>
      ) : null}
      {error ? (
        <span id={`${id}-error`} className="error" role="alert">
          {error}
        </span>
      ) : null}
    </div>
  )
}
