// Why: Slack's ten select menus are one list of options each; only where the options come from differs.
import type { PlainTextOption } from '@slack/types'
import { useDirectory } from '../data/directory.tsx'
import type { ElementProps } from './element-props.ts'
import { type AnyElement, chosenBy } from './state.ts'

interface Group {
  label?: string
  options: PlainTextOption[]
}

export function SelectElement({ element, state, busy, labelling, choose }: ElementProps) {
  const groups = useGroups(element)
  const member = chosenBy(element.type)
  const selected = member === 'option' ? state.selected_option?.value : state[`selected_${member}`]
  const placeholder = placeholderOf(element)
  const options = groups.flatMap((group) => group.options)
  return (
    <select
      {...labelling}
      {...(labelling['aria-labelledby'] ? {} : { 'aria-label': placeholder })}
      className="field"
      data-action-id={element.action_id}
      value={selected ?? ''}
      disabled={busy}
      onChange={(event) => {
        const option = options.find(({ value }) => value === event.target.value)
        choose(
          member === 'option'
            ? { selected_option: option ?? null }
            : { [`selected_${member}`]: option?.value ?? null },
        )
      }}
    >
      <option value="">{placeholder}</option>
      {groups.map(({ label, options: inGroup }) =>
        label === undefined ? (
          <Options key="all" options={inGroup} />
        ) : (
          <optgroup key={label} label={label}>
            <Options options={inGroup} />
          </optgroup>
        ),
      )}
    </select>
  )
}

const Options = ({ options }: { options: PlainTextOption[] }) =>
  options.map(({ value, text }) => (
    <option key={value} value={value}>
      {text.text}
    </option>
  ))

export function MultiSelectElement({ element, state, busy, labelling, choose }: ElementProps) {
  const groups = useGroups(element)
  const member = chosenBy(element.type)
  const chosen = new Set(
    member === 'option'
      ? (state.selected_options ?? []).map(({ value }) => value)
      : (state[`selected_${member}s`] ?? []),
  )
  const most =
    typeof element['max_selected_items'] === 'number'
      ? element['max_selected_items']
      : Number.POSITIVE_INFINITY
  const options = groups.flatMap((group) => group.options)
  const toggle = (toggled: string | undefined) => {
    const after = options.filter(({ value }) => chosen.has(value ?? '') !== (value === toggled))
    choose(
      member === 'option'
        ? { selected_options: after }
        : { [`selected_${member}s`]: after.map(({ value }) => value ?? '') },
    )
  }
  const { 'aria-required': _, 'aria-invalid': __, ...group } = labelling
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset needs its own legend; the label is the block's
    <div
      className="choices choices-scroll"
      role="group"
      {...group}
      {...(labelling['aria-labelledby'] ? {} : { 'aria-label': placeholderOf(element) })}
      data-action-id={element.action_id}
    >
      {options.map(({ value, text }) => (
        <label key={value} className="choice">
          <input
            type="checkbox"
            checked={chosen.has(value ?? '')}
            disabled={busy || (chosen.size >= most && !chosen.has(value ?? ''))}
            onChange={() => toggle(value)}
          />
          <span>{text.text}</span>
        </label>
      ))}
    </div>
  )
}

const placeholderOf = (element: AnyElement) =>
  (element['placeholder'] as { text: string } | undefined)?.text ?? 'Select an item'

function useGroups(element: AnyElement): Group[] {
  const { workspace } = useDirectory()
  const named = (items: { id: string; name: string }[], prefix: string): Group[] => [
    {
      options: items.map(({ id, name }) => ({
        value: id,
        text: { type: 'plain_text', text: `${prefix}${name}` },
      })),
    },
  ]
  switch (chosenBy(element.type)) {
    case 'user':
      return named(workspace.people, '')
    case 'channel':
    case 'conversation':
      return named(workspace.channels, '#')
    case 'option': {
      const grouped = element['option_groups'] as
        | { label: { text: string }; options: PlainTextOption[] }[]
        | undefined
      if (grouped) return grouped.map(({ label, options }) => ({ label: label.text, options }))
      return [{ options: (element['options'] as PlainTextOption[] | undefined) ?? [] }]
    }
  }
}
