// What comes back from the forms of an incident: one command each, or an error at the field that is wrong.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { callbackIds, IncidentRef } from '#blocks/action-ids.ts'
import type { PeoplesCommand } from '#domain/incident/commands.ts'
import { severityOf } from '#domain/incident/severity.ts'
import { IncidentStatus } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { runIncident } from '#store/incident/incidents.ts'
import { type Asking, askingAs, holdsRole } from '../incidents.ts'
import { log, troubleSentence, within } from '../trouble.ts'

const Answer = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
})
const Submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    blocks: z.array(z.object({ type: z.string(), block_id: z.string().optional() })),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Answer)) }),
  }),
})

/** What was filled in, by the field's name, without secrets; missing and blank are the same. */
type Filled = Record<string, string | undefined>

const filledIn = (values: z.infer<typeof Submission>['view']['state']['values']): Filled =>
  Object.fromEntries(
    Object.entries(values).map(([name, elements]) => {
      const [answer] = Object.values(elements)
      const given =
        (answer?.value && maskText(answer.value)) ??
        answer?.selected_option?.value ??
        answer?.selected_options?.[0]?.value ??
        answer?.selected_user ??
        answer?.selected_date
      return [name, given?.trim() || undefined]
    }),
  )

type Errors = Record<string, string>
/** The command, or what is wrong at which field. */
type Meant = PeoplesCommand | { errors: Errors }
type ToCommand = (filled: Filled, asking: Asking) => Meant | Promise<Meant>

const followUpIn = ({ what, owner, due }: Filled) =>
  what || owner || due ? { what: what ?? '', owner: owner ?? '', dueOn: due ?? '' } : undefined

const checklist: ToCommand = async ({ step = '', person, evidence }, asking) =>
  person && !evidence
    ? { type: 'AssignStep', ...asking, step, person, personMayAct: await holdsRole(person) }
    : { type: 'CompleteStep', ...asking, step, evidence }

const commands: Partial<Record<string, ToCommand>> = {
  [callbackIds.incidentSeverity]: ({ severity = '', unsure, reason = '' }, asking) => ({
    type: 'SetSeverity',
    ...asking,
    severity: severityOf(severity) ?? 1,
    reason,
    unsure: unsure !== undefined,
  }),
  [callbackIds.incidentStatus]: ({ to, reason = '' }, asking) => ({
    type: 'MoveStatus',
    ...asking,
    to: IncidentStatus.parse(to),
    reason,
  }),
  [callbackIds.incidentClose]: (filled, asking) => ({
    type: 'CloseIncident',
    ...asking,
    closing: {
      rootCause: filled['rootCause'],
      containment: filled['containment'],
      blastRadius: filled['blastRadius'],
      permanentFix: filled['permanentFix'],
      monitors: filled['monitors'],
    },
    followUp: followUpIn(filled),
  }),
  [callbackIds.incidentUpdate]: ({ text }, asking) =>
    text === undefined
      ? { errors: { text: 'Say what is new: everybody in this channel reads it.' } }
      : { type: 'PostUpdate', ...asking, text, audience: 'everybody in this channel', public: false },
  [callbackIds.incidentSnooze]: ({ seconds, reason = '' }, asking) => ({
    type: 'SnoozeUpdates',
    ...asking,
    seconds: Number(seconds),
    reason,
  }),
  [callbackIds.incidentChecklist]: checklist,
  [callbackIds.incidentFollowUp]: ({ what = '', owner = '', due = '' }, asking) => ({
    type: 'AddFollowUp',
    ...asking,
    what,
    owner,
    dueOn: due,
  }),
  [callbackIds.incidentFollowUpDone]: ({ followUp = '', evidence = '' }, asking) => ({
    type: 'CompleteFollowUp',
    ...asking,
    id: followUp,
    evidence,
  }),
}

/** Where a refusal is shown: at the field that it is about, or else at the last one. */
const fieldOf = (code: string, fields: readonly string[]): string => {
  const about: Record<string, string> = { 'no-date': 'due', 'no-evidence': 'evidence', 'no-reason': 'reason' }
  const field = about[code]
  return field && fields.includes(field) ? field : (fields.at(-1) ?? 'reason')
}

const trouble = 'This could not be recorded, so nothing was changed; try again.'
const late =
  'This takes longer than it should. Close this form and look at the card: it shows what was recorded.'

const submit = async (
  body: unknown,
  toCommand: ToCommand,
  requestId: string,
): Promise<Errors | undefined> => {
  const { user, view } = Submission.parse(body)
  const { id } = IncidentRef.parse(JSON.parse(view.private_metadata))
  const fields = fieldsOf(body)
  const asking = await askingAs(user.id)
  if (!asking) return { [fieldOf('', fields)]: 'Your account could not be checked just now. Try again.' }
  const command = await toCommand(filledIn(view.state.values), asking)
  if ('errors' in command) return command.errors
  const { refusal } = await runIncident(id, command, requestId)
  return refusal && { [fieldOf(refusal.code, fields)]: refusal.sentence }
}

const fieldsOf = (body: unknown): string[] =>
  Submission.parse(body).view.blocks.flatMap(({ type, block_id: name }) =>
    type === 'input' && name ? [name] : [],
  )

export const incidentFormListeners = (app: App): void => {
  for (const [callbackId, toCommand] of Object.entries(commands)) {
    if (!toCommand) continue
    app.view(callbackId, async ({ ack, body, context }) => {
      const requestId = String(context['requestId'] ?? body.view.id)
      const lastField = (words: string): Errors => ({ [fieldsOf(body).at(-1) ?? 'reason']: words })
      const errors = await within(
        2_500,
        submit(body, toCommand, requestId).catch((error: unknown) => {
          log(`${callbackId} failed`, error)
          return lastField(troubleSentence(error, trouble))
        }),
        lastField(late),
      )
      await (errors ? ack({ response_action: 'errors', errors }) : ack())
    })
  }
}
