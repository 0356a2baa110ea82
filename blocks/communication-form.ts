// The form in which support writes to customers: one field for each blank of the template, and the message as it would read.
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import type { MessageKind } from '#domain/communication-state.ts'
import { actionIds, type ComposingRef, callbackIds } from './action-ids.ts'
import { bold, plain, quote, richText, section, text } from './elements.ts'
import { brief, cut, visible } from './foreign-text.ts'

export interface Composing {
  incident: string
  drill: boolean
  severity: number
  kind: MessageKind
  kinds: readonly MessageKind[]
  /** Blanks to fill, with what is proposed for them. */
  blanks: readonly { name: string; initial?: string | undefined }[]
  components: readonly { id: string; name: string }[]
  /** Published messages that may be corrected; only for a correction. */
  correctable: readonly { id: string; title: string }[]
  corrects?: string | undefined
  preview: { title: string; text: string }
  /** What keeps it from going out, as far as one can tell now. */
  problem?: string | undefined
}

/** The block with the components, whose element has the same name. */
export const COMPONENTS = 'components'
export const MAX_BLANK = 600

const kindNames: Record<MessageKind, string> = {
  acknowledgement: 'We know of it',
  update: 'Update',
  resolution: 'Resolved',
  correction: 'Correction of an earlier message',
}

const labels: Record<string, string> = {
  problem: 'What is wrong, in the customers’ words',
  since: 'Since when',
  impact: 'What it means for them',
  nextUpdate: 'Next update by',
  progress: 'What is new',
  resolvedAt: 'Resolved at',
  cause: 'What caused it',
  prevention: 'So that it does not happen again',
  correction: 'What is right',
}
const short = new Set(['problem', 'since', 'nextUpdate', 'resolvedAt'])

const option = (value: string, label: string): PlainTextOption => ({
  text: plain(cut(brief(label, 60), 75).shown),
  value,
})

const blankField = ({ name, initial }: Composing['blanks'][number]): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(labels[name] ?? cut(name, 100).shown),
  dispatch_action: true,
  element: {
    type: 'plain_text_input',
    action_id: actionIds.communicationBlank,
    multiline: !short.has(name),
    max_length: short.has(name) ? 140 : MAX_BLANK,
    dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
    ...(initial === undefined ? {} : { initial_value: initial }),
  },
})

const kindPicker = ({ kind, kinds, correctable, corrects }: Composing): KnownBlock => {
  const options = kinds.map((each) => option(each, kindNames[each]))
  const earlier = correctable.map(({ id, title }) => option(id, title))
  return {
    type: 'actions',
    block_id: 'kind',
    elements: [
      {
        type: 'static_select',
        action_id: actionIds.communicationKind,
        options,
        initial_option: options[kinds.indexOf(kind)]!,
      },
      ...(earlier.length > 0
        ? [
            {
              type: 'static_select' as const,
              action_id: actionIds.communicationCorrects,
              options: earlier,
              initial_option: earlier.find(({ value }) => value === corrects) ?? earlier[0]!,
            },
          ]
        : []),
    ],
  }
}

const componentField = ({ components }: Composing): KnownBlock[] =>
  components.length === 0
    ? []
    : [
        {
          type: 'input',
          block_id: COMPONENTS,
          optional: true,
          label: plain('What is affected, for the status page'),
          element: {
            type: 'checkboxes',
            action_id: COMPONENTS,
            options: components.slice(0, 10).map(({ id, name }) => option(id, name)),
          },
        },
      ]

const preview = ({ preview: shown, problem }: Composing): KnownBlock => ({
  ...richText(
    section(text('What customers will read:')),
    section(bold(visible(cut(shown.title, 500).shown))),
    quote(visible(cut(shown.text, 3_000).shown)),
    ...(problem === undefined ? [] : [section(bold(`⚠️ ${problem}`))]),
  ),
  block_id: 'preview',
})

const intro = ({ incident, drill, severity }: Composing): string =>
  [
    `${incident}, SEV${severity}.`,
    drill ? 'A drill: no customer is told.' : undefined,
    severity <= 2 ? 'Somebody else reads it before it goes out.' : 'It goes out at once.',
  ]
    .filter((words) => words !== undefined)
    .join(' ')

export const communicationForm = (composing: Composing): ModalView => {
  const { incident, kind, corrects, severity } = composing
  return {
    type: 'modal',
    callback_id: callbackIds.communicationDraft,
    private_metadata: JSON.stringify({
      ...{ incident, kind },
      ...(corrects === undefined ? {} : { corrects }),
    } satisfies ComposingRef),
    title: plain('Tell customers'),
    submit: plain(severity <= 2 ? 'Ask for a reader' : 'Publish'),
    close: plain('Go back'),
    blocks: [
      richText(section(text(intro(composing)))),
      kindPicker(composing),
      ...composing.blanks.map(blankField),
      ...componentField(composing),
      preview(composing),
    ],
  }
}
