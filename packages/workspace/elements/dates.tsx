// Why: Slack's date and time pickers on the browser's own, which every keyboard and screen reader knows.
import type { ElementProps } from './element-props.ts'

export function DateElement({ element, state, busy, labelling, choose }: ElementProps) {
  const placeholder = element['placeholder'] as { text: string } | undefined
  const label = labelling['aria-labelledby'] ? {} : { 'aria-label': placeholder?.text ?? names[element.type] }
  const shared = {
    ...labelling,
    ...label,
    className: 'field',
    disabled: busy,
    'data-action-id': element.action_id,
  }
  switch (element.type) {
    case 'timepicker':
      return (
        <input
          {...shared}
          type="time"
          value={state.selected_time ?? ''}
          onChange={(event) => choose({ selected_time: event.target.value || null })}
        />
      )
    case 'datetimepicker':
      return (
        <input
          {...shared}
          type="datetime-local"
          value={state.selected_date_time ? localMoment(state.selected_date_time) : ''}
          onChange={(event) => {
            const milliseconds = new Date(event.target.value).getTime()
            choose({ selected_date_time: Number.isNaN(milliseconds) ? null : milliseconds / 1000 })
          }}
        />
      )
    default:
      return (
        <input
          {...shared}
          type="date"
          value={state.selected_date ?? ''}
          onChange={(event) => choose({ selected_date: event.target.value || null })}
        />
      )
  }
}

const names: Record<string, string> = {
  timepicker: 'Time',
  datetimepicker: 'Date and time',
  datepicker: 'Date',
}

/** Seconds since the epoch as `datetime-local` wants them: the reader's zone, no offset. */
function localMoment(seconds: number): string {
  const date = new Date(seconds * 1000)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
