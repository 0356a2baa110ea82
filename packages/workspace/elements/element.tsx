// Why: what all elements share: a press may have to be confirmed, takes a moment, and may fail; then it says so here.
import type { ConfirmationDialog } from '@slack/types'
import { type ReactNode, useRef, useState } from 'react'
import { sentenceOf } from '../data/http.ts'
import { ButtonElement, FeedbackButtons } from './button.tsx'
import { CheckboxesElement, RadioElement } from './choices.tsx'
import { Confirm } from './confirm.tsx'
import { DateElement } from './dates.tsx'
import type { ElementProps, Labelling } from './element-props.ts'
import { useHost } from './host.tsx'
import { OverflowElement } from './overflow.tsx'
import { MultiSelectElement, SelectElement } from './selects.tsx'
import type { AnyElement, ElementState } from './state.ts'
import { TextElement } from './text-inputs.tsx'

interface Props {
  element: AnyElement
  blockId: string
  /** Inside of an input block a choice waits for the form to be submitted. */
  waits?: boolean
  labelling?: Labelling
}

export function Element({ element, blockId, waits = false, labelling = {} }: Props) {
  const host = useHost()
  const [asking, setAsking] = useState<ElementState>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const next = useRef<ElementState>(undefined)
  const confirm = element['confirm'] as ConfirmationDialog | undefined

  /** One press at a time; of what is typed meanwhile only the last counts. */
  async function press(state: ElementState) {
    next.current = state
    if (busy) return
    setBusy(true)
    setError(undefined)
    while (next.current) {
      const pressed = next.current
      next.current = undefined
      await host.press(element, blockId, pressed).catch((cause) => setError(sentenceOf(cause)))
    }
    setBusy(false)
  }

  function choose(state: ElementState) {
    if (!confirm) host.enter(element, blockId, state)
    if (waits) return
    if (confirm) setAsking(state)
    else void press(state)
  }

  const answer = (yes: boolean) => {
    if (yes && asking) {
      host.enter(element, blockId, asking)
      void press(asking)
    }
    setAsking(undefined)
  }

  const View = viewFor(element.type)
  return (
    <span className={`element element-${element.type}`}>
      {View ? (
        <View
          element={element}
          state={host.stateOf(element, blockId)}
          busy={busy}
          labelling={labelling}
          choose={choose}
          enter={(state) => host.enter(element, blockId, state)}
        />
      ) : (
        <span className="unsupported">The local workspace does not show “{element.type}”.</span>
      )}
      {confirm && asking ? <Confirm confirm={confirm} onAnswer={answer} /> : null}
      {error ? (
        <span className="error" role="alert">
          {error}
        </span>
      ) : null}
    </span>
  )
}

function viewFor(type: string): ((props: ElementProps) => ReactNode) | undefined {
  if (type.startsWith('multi_')) return MultiSelectElement
  if (type.endsWith('_select')) return SelectElement
  if (type.endsWith('_input')) return type === 'file_input' ? undefined : TextElement
  return views[type]
}

const views: Record<string, (props: ElementProps) => ReactNode> = {
  button: ButtonElement,
  workflow_button: ButtonElement,
  icon_button: ButtonElement,
  feedback_buttons: FeedbackButtons,
  overflow: OverflowElement,
  checkboxes: CheckboxesElement,
  radio_buttons: RadioElement,
  datepicker: DateElement,
  timepicker: DateElement,
  datetimepicker: DateElement,
}
