// One line for everything that happens to an incident, for its thread and its timeline.
import type { RichTextElement } from '@slack/types'
import type { IncidentEvent } from '#domain/incident/events.ts'
import { incident } from '#domain/incident/incident.ts'
import { severityName } from '#domain/incident/severity.ts'
import { maybeEvent } from '#domain/shared/recorded-event.ts'
import { actorLabel } from '../shared/actor-label.ts'
import { bold, code, moment, person, text } from '../shared/elements.ts'
import { brief, counted, oneLine } from '../shared/escape.ts'
import type { Recorded } from '../shared/recorded.ts'

/** The event as it was decided, or undefined when it is not one of an incident's. */
export const incidentEventOf = (recorded: Recorded): IncidentEvent | undefined =>
  maybeEvent(incident, recorded)

const quoted = (words: string, room = 300): RichTextElement => code(brief(oneLine(words), room))

type Of<Type extends IncidentEvent['type']> = Extract<IncidentEvent, { type: Type }>

const role = ({ by, role, person: holder, from }: Of<'IncidentRoleGiven'>): RichTextElement[] => {
  const what = role === 'lead' ? 'the lead' : 'communication'
  const does = (id: string | undefined): boolean => by.kind === 'person' && by.id === id
  if (does(from)) return [actorLabel(by), text(` handed ${what} over to `), person(holder), text('.')]
  const before = from === undefined ? [] : [text(' from '), person(from)]
  if (does(holder)) return [actorLabel(by), text(` took ${what}`), ...before, text('.')]
  return [actorLabel(by), text(` handed ${what}`), ...before, text(' to '), person(holder), text('.')]
}

const attached = ({ alerts }: Of<'AlertsAttached'>): RichTextElement[] => {
  const [first] = alerts
  const more = alerts.length - 1
  return [
    text('Alert: '),
    quoted(first?.title ?? ''),
    text(` from ${brief(first?.source ?? '', 30)}`),
    text(more > 0 ? ` and ${counted(more, 'more alert')}.` : '.'),
  ]
}

/**
 * What happened, without its time. Foreign words stand in code style, which they cannot leave; what somebody wrote to be kept
 * is shown up to `room` characters.
 */
export const incidentHappened = (event: IncidentEvent, room?: number): RichTextElement[] => {
  const by = actorLabel(event.by)
  switch (event.type) {
    case 'IncidentDeclared':
      return [by, text(' declared it: '), quoted(event.title), text(` (${severityName(event.severity)}).`)]
    case 'SeveritySet':
      return [
        by,
        text(' set the severity from '),
        text(severityName(event.from)),
        text(' to '),
        bold(severityName(event.to)),
        text(event.unsure ? ', raised because unsure: ' : ': '),
        quoted(event.reason, room),
      ]
    case 'StatusMoved':
      return [by, text(' moved it to '), bold(event.to), text(': '), quoted(event.reason, room)]
    case 'IncidentRoleGiven':
      return role(event)
    case 'IncidentAcknowledged':
      return [by, text(' has seen it; the calling stops.')]
    case 'LeadNudged':
      return [bold('Nobody leads yet'), text(` (call ${event.count} of 5). Who takes it?`)]
    case 'SeverityNudged':
      return [bold('No severity yet'), text(` (call ${event.count} of 5). Unsure? Take the higher one.`)]
    case 'IncidentEscalated':
      return [
        bold(`Escalated, stage ${event.stage} of 3: `),
        text('nobody has answered.'),
        ...(event.stage === 3
          ? [text(' If agents do harm, stop all of them: '), code('/claw pause all because nobody answers')]
          : []),
      ]
    case 'UpdatePosted':
      return [
        by,
        text(` told ${brief(event.audience, 100)}: `),
        quoted(event.text, room),
        text(' The next update is promised by '),
        moment(event.nextUpdateAt),
        text('.'),
      ]
    case 'UpdateLate':
      return [bold('The update is late: '), text('it was promised by '), moment(event.promisedAt), text('.')]
    case 'UpdatesSnoozed':
      return [
        by,
        text(' put the next update off to '),
        moment(event.until),
        text(': '),
        quoted(event.reason, room),
      ]
    case 'StepAssigned':
      return [by, text(` gave step ${brief(event.step, 40)} to `), person(event.person), text('.')]
    case 'StepDone':
      return [
        by,
        text(' did: '),
        text(brief(event.what, 200)),
        ...(event.evidence ? [text('; evidence: '), quoted(event.evidence, room)] : []),
      ]
    case 'ChecklistLate':
      return [bold('Time is up with steps undone: '), text(brief(event.title, 100))]
    case 'AlertsAttached':
      return attached(event)
    case 'AlertsResolved':
      return [
        text('Resolved: '),
        ...(event.titles.length > 0 ? [quoted(event.titles[0]!)] : [text('an alert beyond those shown')]),
        text(
          event.fingerprints.length > 1
            ? ` and ${counted(event.fingerprints.length - 1, 'more alert')}.`
            : '.',
        ),
      ]
    case 'IncidentMerged':
      return [
        by,
        text(' merged it into '),
        bold(event.into),
        text(', where it goes on: '),
        quoted(event.reason, room),
      ]
    case 'IncidentAbsorbed':
      return [by, text(` merged ${event.from} into this: `), quoted(event.title)]
    case 'NoteAdded':
      return [
        by,
        text(' noted'),
        ...(event.author ? [text(' what '), person(event.author), text(' said')] : []),
        text(': '),
        quoted(event.text, room),
      ]
    case 'FollowUpAdded':
      return [
        by,
        text(` added ${event.id}: ${brief(event.what, 200)} (`),
        person(event.owner),
        text(`, due ${event.dueOn}).`),
      ]
    case 'FollowUpDone':
      return [by, text(` finished ${event.id}, ${brief(event.what, 150)}: `), quoted(event.evidence, room)]
    case 'FollowUpNagged':
      return [bold(`${event.id} is due and not done: `), text(brief(event.what, 200))]
    case 'IncidentClosed':
      return [by, text(' closed it. Root cause: '), bold(brief(event.closing.rootCause, 60)), text('.')]
    case 'IncidentRefused':
      return [by, text(' was refused: '), quoted(event.sentence)]
    default:
      return event satisfies never
  }
}
