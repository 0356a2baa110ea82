// The form in which support writes about an incident: one field for each blank of the template, and the message as it would read.
import type { InputBlock, KnownBlock, ModalView, PlainTextOption, StaticSelect } from '@slack/types'
import type { Audience, MessageKind } from '#domain/communication/state.ts'
import { actionIds, callbackIds, type DraftRef } from '../action-ids.ts'
import { bold, plain, quote, richText, section, text } from '../shared/elements.ts'
import { brief, cut, visible } from '../shared/escape.ts'

export interface DraftForm {
  incident: string
  drill: boolean
  severity: number
  audience: Audience
  audiences: readonly Audience[]
  kind: MessageKind
  kinds: readonly MessageKind[]
  /** Blanks to fill, with what is proposed for them. */
  blanks: readonly { name: string; initial?: string | undefined }[]
  /** Those of the status page; `affected` were named in an earlier message. */
  components: readonly { id: string; name: string; affected: boolean }[]
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
  problem: 'What is wrong, in the readers’ words',
  since: 'Since when',
  impact: 'What it means for them',
  nextUpdate: 'Next update by',
  progress: 'What is new',
  resolvedAt: 'Resolved at',
  cause: 'What caused it',
  prevention: 'So that it does not happen again',
  correction: 'What is right',
  lead: 'Who is on it',
  sayToCustomers: 'What to say to customers who ask',
}
/** What a field is for, where its label alone leads people to write what does not fit. */
const hints: Record<string, string> = {
  problem:
    'It goes on in the middle of the title, as in “We are looking into double invoices”: name the thing, without a full sentence. Below stands how it will read.',
  since: 'As it follows “Since”: 9:40 UTC, yesterday evening.',
  impact: 'A whole sentence: what people notice, and what still works.',
}
const short = new Set(['problem', 'since', 'nextUpdate', 'resolvedAt', 'lead'])

const option = (value: string, label: string): PlainTextOption => ({
  text: plain(cut(brief(label, 60), 75).shown),
  value,
})

const blankField = ({ name, initial }: DraftForm['blanks'][number]): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(labels[name] ?? cut(name, 100).shown),
  ...(hints[name] === undefined ? {} : { hint: plain(hints[name]) }),
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

const picker = (action_id: string, options: PlainTextOption[], value: string | undefined): StaticSelect => ({
  type: 'static_select',
  action_id,
  options,
  initial_option: options.find((each) => each.value === value) ?? options[0]!,
})

const pickers = ({ audience, audiences, kind, kinds, correctable, corrects }: DraftForm): KnownBlock => {
  const readers = audiences.map(({ id, name }) => option(id, `To ${name}`))
  const earlier = correctable.map(({ id, title }) => option(id, title))
  return {
    type: 'actions',
    // Slack keeps what was picked in a block that stays; for other readers another kind may be due.
    block_id: `pickers-${audience.id}`,
    elements: [
      ...(readers.length > 1 ? [picker(actionIds.communicationAudience, readers, audience.id)] : []),
      picker(
        actionIds.communicationKind,
        kinds.map((each) => option(each, kindNames[each])),
        kind,
      ),
      ...(earlier.length > 0 ? [picker(actionIds.communicationCorrects, earlier, corrects)] : []),
    ],
  }
}

const componentField = ({ components }: DraftForm): KnownBlock[] => {
  const shown = components.slice(0, 100).map(({ id, name }) => option(id, name))
  const affected = shown.filter((_, index) => components[index]?.affected)
  return shown.length === 0
    ? []
    : [
        {
          type: 'input',
          block_id: COMPONENTS,
          optional: true,
          label: plain('What is affected, for the status page'),
          hint: plain('What is not chosen here stays “Operational” there.'),
          element: {
            // Slack takes ten boxes; with more, people pick from a list.
            ...(shown.length > 10
              ? { type: 'multi_static_select' as const, placeholder: plain('Choose what is affected') }
              : { type: 'checkboxes' as const }),
            action_id: COMPONENTS,
            options: shown,
            ...(affected.length > 0 ? { initial_options: affected } : {}),
          },
        },
      ]
}

const preview = ({ audience, preview: shown, problem }: DraftForm): KnownBlock => ({
  ...richText(
    section(text(`What ${audience.name} will read:`)),
    section(bold(visible(cut(shown.title, 500).shown))),
    quote(visible(cut(shown.text, 3_000).shown)),
    ...(problem === undefined ? [] : [section(bold(`⚠️ ${problem}`))]),
  ),
  block_id: 'preview',
})

const intro = ({ incident, drill, severity }: DraftForm): string =>
  [
    `${incident}, SEV${severity}.`,
    drill ? 'A drill: nobody is told.' : undefined,
    severity <= 2 ? 'Somebody else reads it before it goes out.' : 'It goes out at once.',
  ]
    .filter((words) => words !== undefined)
    .join(' ')

export const communicationForm = (form: DraftForm): ModalView => {
  const { incident, audience, kind, corrects, severity } = form
  return {
    type: 'modal',
    callback_id: callbackIds.communicationDraft,
    private_metadata: JSON.stringify({
      incident,
      audience: audience.id,
      kind,
      ...(corrects === undefined ? {} : { corrects }),
    } satisfies DraftRef),
    title: plain('Write an update'),
    submit: plain(severity <= 2 ? 'Ask for a reader' : 'Publish'),
    close: plain('Go back'),
    blocks: [
      richText(section(text(intro(form)))),
      pickers(form),
      ...form.blanks.map(blankField),
      preview(form),
      ...componentField(form),
    ],
  }
}
