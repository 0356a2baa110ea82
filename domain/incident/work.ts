// The work on an incident: who has it, what is told and promised, what is done, noted and left to follow up.
import type { Decision } from '../shared/decider.ts'
import { plusSeconds } from '../shared/time.ts'
import type * as commands from './commands.ts'
import type { IncidentEvent } from './events.ts'
import { refused } from './refusals.ts'
import { updateSeconds } from './settings.ts'
import { type Incident, isOpen } from './state.ts'

type IncidentDecision = Decision<IncidentEvent>
type Work = Exclude<
  commands.PeoplesCommand,
  {
    type:
      | 'SetSeverity'
      | 'MoveStatus'
      | 'CloseIncident'
      | 'AttachAlert'
      | 'ResolveAlert'
      | 'MergeIncident'
      | 'AbsorbIncident'
  }
>

const MAX_FOLLOW_UPS = 30
const MAX_SNOOZE_SECONDS = 24 * 3600
const nothing: IncidentDecision = { events: [] }
const over = (state: Incident, command: Work): IncidentDecision =>
  refused(command, 'over', `${state.id} is ${state.status}; that no longer applies.`)

const give = (state: Incident, command: commands.GiveIncidentRole): IncidentDecision => {
  const { now, by, role, person } = command
  if (!command.personMayAct)
    return refused(command, 'no-role', `${person} holds no role, so they cannot be ${role}.`)
  const from = state[role]
  if (from === person) return nothing
  return {
    events: [
      {
        type: 'IncidentRoleGiven',
        at: now,
        by,
        role,
        person,
        ...(from === undefined ? {} : { from }),
      },
    ],
  }
}

const snooze = (state: Incident, command: commands.SnoozeUpdates): IncidentDecision => {
  const { now, by, seconds, reason } = command
  if (reason.trim() === '')
    return refused(command, 'no-reason', 'Say why nobody needs to hear anything until then.')
  if (seconds < 60 || seconds > MAX_SNOOZE_SECONDS)
    return refused(command, 'too-long', 'Updates can be put off by one minute to 24 hours.')
  const until = plusSeconds(now, seconds)
  if (until <= state.updates.nextAt)
    return refused(command, 'sooner', 'The next update is promised for later than that already.')
  return { events: [{ type: 'UpdatesSnoozed', at: now, by, until, reason }] }
}

const unknownStep = (state: Incident, command: Work, step: string): IncidentDecision =>
  refused(command, 'unknown-step', `${state.id} has no step “${step.slice(0, 40)}”.`)

const completeStep = (state: Incident, command: commands.CompleteStep): IncidentDecision => {
  const { now, by, evidence } = command
  const step = state.steps.find(({ id }) => id === command.step)
  if (!step) return unknownStep(state, command, command.step)
  if (step.done) return nothing
  if (step.proof && !evidence?.trim())
    return refused(
      command,
      'no-evidence',
      'Say how you know: this step needs evidence, like a link or a result.',
    )
  return {
    events: [
      {
        type: 'StepDone',
        at: now,
        by,
        step: step.id,
        what: step.what,
        ...(evidence?.trim() ? { evidence } : {}),
      },
    ],
  }
}

const assignStep = (state: Incident, command: commands.AssignStep): IncidentDecision => {
  const { now, by, person } = command
  const step = state.steps.find(({ id }) => id === command.step)
  if (!step) return unknownStep(state, command, command.step)
  if (!command.personMayAct)
    return refused(command, 'no-role', `${person} holds no role, so nothing can be assigned to them.`)
  if (step.done || step.assignee === person) return nothing
  return { events: [{ type: 'StepAssigned', at: now, by, step: step.id, person }] }
}

const addFollowUp = (state: Incident, command: commands.AddFollowUp): IncidentDecision => {
  const { now, by, what, owner, dueOn } = command
  if (state.status === 'cancelled' || state.status === 'closed') return over(state, command)
  if (what.trim() === '' || owner.trim() === '')
    return refused(command, 'incomplete', 'A follow-up says what is to be done, by whom and until when.')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(dueOn) || Number.isNaN(Date.parse(dueOn)) || dueOn < now.slice(0, 10))
    return refused(command, 'no-date', 'The due date is a day from today on, like 2030-01-31.')
  if (state.followUps.length >= MAX_FOLLOW_UPS)
    return refused(command, 'too-many', `${MAX_FOLLOW_UPS} follow-ups are more than anybody does.`)
  const id = `F${state.followUps.length + 1}`
  return { events: [{ type: 'FollowUpAdded', at: now, by, id, what, owner, dueOn }] }
}

const completeFollowUp = (state: Incident, command: commands.CompleteFollowUp): IncidentDecision => {
  const { now, by, evidence } = command
  const followUp = state.followUps.find(({ id }) => id.toLowerCase() === command.id.toLowerCase())
  if (!followUp)
    return refused(command, 'unknown-follow-up', `${state.id} has no follow-up ${command.id.slice(0, 20)}.`)
  if (followUp.doneAt) return nothing
  if (evidence.trim() === '')
    return refused(command, 'no-evidence', 'Say how it was done, in a few words or with a link.')
  const { id, what } = followUp
  return { events: [{ type: 'FollowUpDone', at: now, by, id, what, evidence }] }
}

export const decideWork = (state: Incident, command: Work): IncidentDecision => {
  const { now, by, settings } = command
  switch (command.type) {
    case 'GiveIncidentRole':
      return isOpen(state) || state.status === 'resolved' ? give(state, command) : over(state, command)
    case 'AcknowledgeIncident':
      if (!isOpen(state)) return over(state, command)
      return state.acknowledgedAt ? nothing : { events: [{ type: 'IncidentAcknowledged', at: now, by }] }
    case 'PostUpdate': {
      const { text, audience } = command
      // What the public was promised is not kept by telling somebody else.
      const stillOwed = state.updates.toPublic && !command.public
      const nextUpdateAt = stillOwed
        ? state.updates.nextAt
        : plusSeconds(now, updateSeconds(settings, state.severity))
      const told = { text, audience, public: command.public, nextUpdateAt }
      return { events: [{ type: 'UpdatePosted', at: now, by, ...told }] }
    }
    case 'SnoozeUpdates':
      return isOpen(state) ? snooze(state, command) : over(state, command)
    case 'AssignStep':
      return assignStep(state, command)
    case 'CompleteStep':
      return completeStep(state, command)
    case 'AddNote': {
      const { text, author, message } = command
      if (message && state.noted.includes(message)) return nothing
      const source = { ...(author ? { author } : {}), ...(message ? { message } : {}) }
      return { events: [{ type: 'NoteAdded', at: now, by, text, ...source }] }
    }
    case 'AddFollowUp':
      return addFollowUp(state, command)
    case 'CompleteFollowUp':
      return completeFollowUp(state, command)
    default:
      return command satisfies never
  }
}
