// Why: radio buttons and checkboxes, whose texts may be mrkdwn and carry a description.
import type { Checkboxes, MrkdwnOption, PlainTextOption, RadioButtons } from '@slack/types'
import { useId } from 'react'
import { Text } from '../text/text.tsx'
import type { ElementProps } from './element-props.ts'

type Option = PlainTextOption | MrkdwnOption

export function RadioElement({ element, state, busy, labelling, choose }: ElementProps) {
  const { options } = element as unknown as RadioButtons
  const name = useId()
  return (
    <div className="choices" role="radiogroup" {...labelling}>
      {options.map((option) => (
        <Choice
          key={option.value}
          type="radio"
          name={name}
          option={option}
          checked={state.selected_option?.value === option.value}
          disabled={busy}
          onToggle={() => choose({ selected_option: option as PlainTextOption })}
        />
      ))}
    </div>
  )
}

export function CheckboxesElement({ element, state, busy, labelling, choose }: ElementProps) {
  const { options } = element as unknown as Checkboxes
  const chosen = new Set((state.selected_options ?? []).map((option) => option.value))
  const toggle = (option: Option) => {
    const after = options.filter(({ value }) => chosen.has(value) !== (value === option.value))
    choose({ selected_options: after as PlainTextOption[] })
  }
  const { 'aria-required': _, 'aria-invalid': __, ...group } = labelling
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset needs its own legend; the label is the block's
    <div className="choices" role="group" {...group}>
      {options.map((option) => (
        <Choice
          key={option.value}
          type="checkbox"
          option={option}
          checked={chosen.has(option.value)}
          disabled={busy}
          onToggle={() => toggle(option)}
        />
      ))}
    </div>
  )
}

interface ChoiceProps {
  type: 'radio' | 'checkbox'
  name?: string
  option: Option
  checked: boolean
  disabled: boolean
  onToggle(): void
}

function Choice({ type, name, option, checked, disabled, onToggle }: ChoiceProps) {
  return (
    <label className="choice">
      <input
        type={type}
        name={name}
        value={option.value}
        checked={checked}
        disabled={disabled}
        onChange={onToggle}
      />
      <span>
        <Text text={option.text} />
        {option.description ? (
          <small>
            <Text text={option.description} />
          </small>
        ) : null}
      </span>
    </label>
  )
}
