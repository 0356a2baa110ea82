// What the forms about an incident are made of: each field is a block with its own name, each form remembers its incident.
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import type { Incident } from '#domain/incident/state.ts'
import type { IncidentRef } from '../action-ids.ts'
import { plain, richText, section, text } from '../shared/elements.ts'
import { cut } from '../shared/escape.ts'
import { incidentTitle } from './words.ts'

type Element = InputBlock['element']
export type More = Pick<Partial<InputBlock>, 'optional' | 'hint'>

export const field = (name: string, label: string, element: Element, more: More = {}): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element,
  ...more,
})
/** A field's element has the field's own name behind its form's. */
export const elementId = (name: string): string => `incident-field.${name}`
export const words = (name: string, label: string, more: More = {}): InputBlock =>
  field(
    name,
    label,
    { type: 'plain_text_input', action_id: elementId(name), multiline: true, max_length: 1_000 },
    more,
  )
export const option = (value: string, label: string): PlainTextOption => ({
  text: plain(cut(label, 75).shown),
  value,
})
export const choice = (
  name: string,
  label: string,
  options: PlainTextOption[],
  { initial, ...more }: More & { initial?: PlainTextOption | undefined } = {},
): InputBlock =>
  field(
    name,
    label,
    {
      type: 'static_select',
      action_id: elementId(name),
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
    more,
  )
export const someone = (name: string, label: string, more: More = {}): InputBlock =>
  field(name, label, { type: 'users_select', action_id: elementId(name) }, more)

export const form = (
  incident: Incident,
  callbackId: string,
  { title, submit }: { title: string; submit: string },
  blocks: KnownBlock[],
): ModalView => ({
  type: 'modal',
  callback_id: callbackId,
  private_metadata: JSON.stringify({ id: incident.id } satisfies IncidentRef),
  title: plain(title),
  submit: plain(submit),
  close: plain('Go back'),
  blocks: [richText(section(text(incidentTitle(incident)))), ...blocks],
})
