// The forms behind an incident's buttons. Each remembers only the incident; everything else is looked up when it comes back.

import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import type { IncidentSettings } from '#domain/incident/settings.ts'
import { type Incident, moves } from '#domain/incident/state.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { actionIds, callbackIds, type MessageRef } from '../action-ids.ts'
import { bullets, code, person, plain, richText, section, text } from '../shared/elements.ts'
import { brief, cut } from '../shared/escape.ts'
import { choice, elementId, field, form, type More, option, someone, words } from './fields.ts'

const severityOptions = (settings: IncidentSettings): PlainTextOption[] =>
  ([1, 2, 3, 4] as const).map((severity) =>
    option(String(severity), `SEV${severity}: ${settings.severities[`sev${severity}`].meaning}`),
  )

export const TITLE_MAX = 300

/** What a message's shortcut opens; `title` is the message's own beginning. */
export const declareForm = (message: MessageRef, title: string, settings: IncidentSettings): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.incidentDeclare,
  private_metadata: JSON.stringify(message),
  title: plain('Declare an incident'),
  submit: plain('Declare'),
  close: plain('Go back'),
  blocks: [
    field('title', 'What happened', {
      type: 'plain_text_input',
      action_id: elementId('title'),
      max_length: TITLE_MAX,
      ...(title === '' ? {} : { initial_value: cut(title, TITLE_MAX).shown }),
    }),
    choice('severity', 'Severity', severityOptions(settings), {
      optional: true,
      hint: plain('Unsure between two? Take the worse one.'),
    }),
  ],
})

const reason = words('reason', 'Why?', { hint: plain('It goes on record and into the timeline.') })

/** @param wanted the severity that stands in it at first */
export const severityForm = (
  incident: Incident,
  settings: IncidentSettings,
  wanted = incident.severity,
): ModalView => {
  const options = severityOptions(settings)
  const initial = wanted === undefined ? undefined : options[wanted - 1]
  return form(incident, callbackIds.incidentSeverity, { title: 'How bad is it?', submit: 'Set' }, [
    choice('severity', 'Severity', options, { initial }),
    field(
      'unsure',
      'Unsure?',
      {
        type: 'checkboxes',
        action_id: elementId('unsure'),
        options: [option('unsure', 'I am not sure: count it one worse')],
      },
      { optional: true },
    ),
    reason,
  ])
}

export const statusForm = (incident: Incident): ModalView =>
  form(incident, callbackIds.incidentStatus, { title: 'How far is it?', submit: 'Move' }, [
    choice(
      'to',
      'Move it to',
      moves[incident.status].map((to) => option(to, to)),
    ),
    reason,
  ])

const followUpFields = (more: More): InputBlock[] => [
  words('what', 'Follow-up: what has to become better', more),
  someone('owner', 'Owner of the follow-up', more),
  field('due', 'Due', { type: 'datepicker', action_id: elementId('due') }, more),
]

export const closeForm = (incident: Incident, settings: IncidentSettings): ModalView =>
  form(incident, callbackIds.incidentClose, { title: 'What was learned?', submit: 'Close' }, [
    choice(
      'rootCause',
      'Root-cause class',
      settings.rootCauses.map(({ id, meaning }) => option(id, `${id}: ${meaning}`)),
    ),
    words('containment', 'What contained it'),
    words('blastRadius', 'Blast radius: who and what was affected'),
    words('permanentFix', 'Permanent fix', { optional: true }),
    words('monitors', 'New monitors', { optional: true }),
    ...followUpFields({ optional: incident.followUps.length > 0 }),
  ])

export const followUpForm = (incident: Incident): ModalView =>
  form(
    incident,
    callbackIds.incidentFollowUp,
    { title: 'Add a follow-up', submit: 'Add' },
    followUpFields({}),
  )

export const followUpDoneForm = (incident: Incident): ModalView =>
  form(incident, callbackIds.incidentFollowUpDone, { title: 'A follow-up is done', submit: 'Done' }, [
    choice(
      'followUp',
      'Which one',
      incident.followUps
        .filter(({ doneAt }) => doneAt === undefined)
        .map(({ id, what }) => option(id, `${id}: ${what}`)),
    ),
    words('evidence', 'How was it done?', { hint: plain('A few words or a link.') }),
  ])

export const updateForm = (incident: Incident): ModalView =>
  form(incident, callbackIds.incidentUpdate, { title: 'Tell everybody here', submit: 'Post' }, [
    words('text', 'What is new?', {
      hint: plain('For people in this channel. Customers are told with /claw update.'),
    }),
  ])

export const snoozeSeconds = [1_800, 3_600, 7_200, 14_400, 28_800, 86_400] as const

export const snoozeForm = (incident: Incident): ModalView =>
  form(incident, callbackIds.incidentSnooze, { title: 'Put the update off', submit: 'Put off' }, [
    choice(
      'seconds',
      'For how long, from now',
      snoozeSeconds.map((seconds) => option(String(seconds), durationInWords(seconds))),
    ),
    reason,
  ])

export const checklistForm = (incident: Incident): ModalView => {
  const open = incident.steps.filter(({ done }) => !done)
  const list = richText(
    bullets(
      incident.steps.map(({ what, title, done, assignee }) => [
        text(`${done ? '☑' : '☐'} ${brief(what, 150)} `),
        text(`(${brief(title, 60)})`),
        ...(!done && assignee ? [text(' · '), person(assignee)] : []),
        ...(done?.evidence ? [text(' · '), code(brief(done.evidence, 100))] : []),
      ]),
    ),
  )
  if (open.length === 0) {
    const { submit: _, ...view } = form(
      incident,
      callbackIds.incidentChecklist,
      { title: 'Checklist', submit: '' },
      [list, richText(section(text('Everything is done.')))],
    )
    return view
  }
  return form(incident, callbackIds.incidentChecklist, { title: 'Checklist', submit: 'Save' }, [
    list,
    choice(
      'step',
      'Step',
      open.map(({ id, what }) => option(id, what)),
    ),
    someone('person', 'Give it to somebody', {
      optional: true,
      hint: plain('Leave this empty to mark the step as done by you.'),
    }),
    words('evidence', 'Evidence', {
      optional: true,
      hint: plain('How you know that it is done. The steps of a leak are not done without.'),
    }),
  ])
}

/** Which form a button opens; none when it has nothing to offer any more, on a card that was drawn earlier. */
export const incidentForms: Record<
  string,
  (incident: Incident, settings: IncidentSettings) => ModalView | undefined
> = {
  [actionIds.incidentSeverity]: (incident, settings) => severityForm(incident, settings),
  [actionIds.incidentStatus]: (incident, settings) => {
    if (incident.status === 'resolved') return closeForm(incident, settings)
    return moves[incident.status].length > 0 ? statusForm(incident) : undefined
  },
  [actionIds.incidentUpdate]: updateForm,
  [actionIds.incidentSnooze]: snoozeForm,
  [actionIds.incidentChecklist]: checklistForm,
  [actionIds.incidentFollowUp]: followUpForm,
  [actionIds.incidentFollowUpDone]: (incident) =>
    incident.followUps.some(({ doneAt }) => doneAt === undefined) ? followUpDoneForm(incident) : undefined,
}
