// What comes back from the forms of an incident: one command each, or an error at the field that is wrong.
import type { App } from '@slack/bolt'
import { callbackIds, IncidentRef } from '#blocks/action-ids.ts'
import type { PeoplesCommand } from '#domain/incident/commands.ts'
import { severityOf } from '#domain/incident/severity.ts'
import { IncidentStatus } from '#domain/incident/state.ts'
import { runIncident } from '#store/incident/incidents.ts'
import { type Asking, askingAs, holdsRole } from '../incidents.ts'
import { type Errors, type Outcome, onSubmit, type Submission } from '../on-submit.ts'

type Filled = Submission['filled']
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

const fieldAbout: Record<string, string> = {
  'no-date': 'due',
  'no-evidence': 'evidence',
  'no-reason': 'reason',
}

const submit =
  (toCommand: ToCommand) =>
  async ({ user, ref, filled, fields, requestId }: Submission): Promise<Outcome> => {
    const { id } = IncidentRef.parse(ref)
    const asking = await askingAs(user)
    if (!asking) return 'Your account could not be checked just now. Try again.'
    const command = await toCommand(filled, asking)
    if ('errors' in command) return command.errors
    const { refusal } = await runIncident(id, command, requestId)
    if (!refusal) return undefined
    const field = fieldAbout[refusal.code]
    return field && fields.includes(field) ? { [field]: refusal.sentence } : refusal.sentence
  }

const sentences = {
  failed: 'This could not be recorded, so nothing was changed; try again.',
  late: 'This takes longer than it should. Close this form and look at the card: it shows what was recorded.',
}

export const incidentViews = (app: App): void => {
  for (const [callbackId, toCommand] of Object.entries(commands))
    if (toCommand) onSubmit(app, callbackId, sentences, submit(toCommand))
}
