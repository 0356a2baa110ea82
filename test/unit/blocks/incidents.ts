// Every message and form of an incident, with the given foreign words wherever somebody may write.
import { incidentCard } from '#blocks/incident/card.ts'
import { confirmDeclaration } from '#blocks/incident/confirm.ts'
import {
  checklistForm,
  closeForm,
  declareForm,
  followUpDoneForm,
  followUpForm,
  severityForm,
  snoozeForm,
  statusForm,
  updateForm,
} from '#blocks/incident/forms.ts'
import { incidentThreadMessage } from '#blocks/incident/thread.ts'
import type { IncidentCommand } from '#domain/incident/commands.ts'
import type { IncidentEvent } from '#domain/incident/events.ts'
import { incident as decider } from '#domain/incident/incident.ts'
import type { Incident, IncidentState } from '#domain/incident/state.ts'
import { after, at, declare, settings } from '#test/unit/domain/incident/fixtures.ts'

const commands = (words: string): IncidentCommand[] => [
  declare({ title: words, secret: words, drill: false, severity: undefined }),
  { type: 'TickIncident', now: after(1800), settings },
  { type: 'AddNote', ...at(1), text: words, author: 'UPRODUCT' },
  { type: 'SetSeverity', ...at(2), severity: 1, reason: words },
  { type: 'GiveIncidentRole', ...at(3), role: 'lead', person: 'UPLATFORM', personMayAct: true },
  { type: 'GiveIncidentRole', ...at(4), role: 'lead', person: 'UPRODUCT', personMayAct: true },
  { type: 'AcknowledgeIncident', ...at(5) },
  { type: 'PostUpdate', ...at(6), text: words, audience: words, public: true },
  { type: 'SnoozeUpdates', ...at(7), seconds: 80_000, reason: words },
  { type: 'AssignStep', ...at(8), step: 'leak-review', person: 'USUPPORT', personMayAct: true },
  { type: 'CompleteStep', ...at(9), step: 'leak-revoke', evidence: words },
  {
    type: 'AttachAlert',
    ...at(10),
    alerts: ['a', 'b'].map((fingerprint) => ({
      fingerprint,
      source: words.slice(0, 60) || 'x',
      title: words.slice(0, 300) || 'x',
      at: after(10),
      count: 1,
    })),
  },
  {
    type: 'ResolveAlert',
    ...at(11),
    resolutions: ['a', 'b'].map((fingerprint) => ({ fingerprint, at: after(11) })),
  },
  ...Array.from({ length: 12 }, (): IncidentCommand => {
    return { type: 'AddFollowUp', ...at(12), what: words, owner: 'UPRODUCT', dueOn: '2026-03-03' }
  }),
  { type: 'CompleteFollowUp', ...at(13), id: 'F1', evidence: words },
  { type: 'TickIncident', now: after(200_000), settings },
  { type: 'MoveStatus', ...at(14), to: 'identified', reason: words },
  { type: 'MoveStatus', ...at(15), to: 'mitigated', reason: words },
  { type: 'MoveStatus', ...at(16), to: 'resolved', reason: words },
  {
    type: 'CloseIncident',
    ...at(17),
    closing: { rootCause: 'defect', containment: words, blastRadius: words, monitors: words },
  },
]

/** The incident after each step of its life, with the events of that step. */
const life = (words: string, drill = false): { incident: Incident; events: readonly IncidentEvent[] }[] => {
  let state: IncidentState = decider.initialState
  return commands(words).flatMap((command) => {
    const told = command.type === 'DeclareIncident' ? { ...command, drill } : command
    const { events } = decider.decide(state, told)
    state = events.reduce(decider.evolve, state)
    return state.status === 'none' ? [] : [{ incident: state, events }]
  })
}

const confirmation = (words: string, drill: boolean) => ({
  text: 'Which?',
  blocks: confirmDeclaration(words || 'Which?', { title: words, severity: 1, unsure: true, drill }, words),
})

export const incidentMessages = (words: string): { text: string; blocks: unknown[]; metadata?: unknown }[] =>
  [...life(words), ...life(words, true)].flatMap(({ incident, events }) => [
    confirmation(words, incident.drill),
    incidentCard(incident, settings, after(100)),
    incidentCard(incident, settings, after(900_000)),
    ...events.flatMap((event) => {
      const { type, at: when, by, ...data } = event
      const result = event.type === 'IncidentRefused' ? event.result : undefined
      const recorded = { at: when, actor: by, action: type, result: result ?? ('success' as const), data }
      return incidentThreadMessage(recorded, { incident, mention: ['UPLATFORM'] }) ?? []
    }),
  ])

export const incidentViews = (words: string): unknown[] =>
  life(words).flatMap(({ incident }) => [
    declareForm({ channel: 'CINCIDENTS', ts: '1.1' }, words, settings),
    severityForm(incident, settings),
    closeForm(incident, settings),
    snoozeForm(incident),
    followUpForm(incident),
    updateForm(incident),
    checklistForm(incident),
    ...(incident.status === 'investigating' ? [statusForm(incident)] : []),
    ...(incident.followUps.some(({ doneAt }) => !doneAt) ? [followUpDoneForm(incident)] : []),
  ])
