// Why: everything that is typed: one line, many lines, an address, a number, rich text.
import type { ElementProps } from './element-props.ts'

interface TextInput {
  multiline?: boolean
  min_length?: number
  max_length?: number
  min_value?: string
  max_value?: string
  is_decimal_allowed?: boolean
  focus_on_load?: boolean
  placeholder?: { text: string }
  dispatch_action_config?: { trigger_actions_on?: string[] }
}

export function TextElement({ element, state, labelling, choose, enter }: ElementProps) {
  const input = element as unknown as TextInput
  const eager = input.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered') ?? false
  const rich = element.type === 'rich_text_input'
  const shared = {
    ...labelling,
    ...(labelling['aria-labelledby'] ? {} : { 'aria-label': input.placeholder?.text ?? 'Text' }),
    className: 'field',
    'data-action-id': element.action_id,
    value: rich ? textOf(state.rich_text_value) : (state.value ?? ''),
    placeholder: input.placeholder?.text,
    minLength: input.min_length,
    maxLength: input.max_length ?? 3_000,
    onChange: (event: { target: { value: string } }) => {
      const typed = event.target.value
      const entered = rich ? { rich_text_value: richTextOf(typed) } : { value: typed || null }
      if (eager) choose(entered)
      else enter(entered)
    },
  }
  // biome-ignore lint/a11y/noAutofocus: the bot asks for it, inside a dialog that was just opened
  if (input.multiline || rich) return <textarea {...shared} rows={4} autoFocus={input.focus_on_load} />
  const numeric = element.type === 'number_input'
  return (
    <input
      {...shared}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !eager && !event.nativeEvent.isComposing) choose(state)
      }}
      type={inputTypes[element.type] ?? 'text'}
      min={numeric ? input.min_value : undefined}
      max={numeric ? input.max_value : undefined}
      step={numeric && input.is_decimal_allowed ? 'any' : undefined}
      // biome-ignore lint/a11y/noAutofocus: the bot asks for it, inside a dialog that was just opened
      autoFocus={input.focus_on_load}
    />
  )
}

const inputTypes: Record<string, string> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
}

const richTextOf = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
})

/** The text of what `richTextOf` made; formatting that the bot prefilled is shown as its plain words. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const { text, elements } = value as { text?: string; elements?: unknown[] }
  return (text ?? '') + (elements ?? []).map(textOf).join('')
}
