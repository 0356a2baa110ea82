// The buttons of an incident: three that act at once, and those that open a form.
import type { App } from '@slack/bolt'
import { actionIds, DeclarationRef, IncidentRef } from '#blocks/action-ids.ts'
import { incidentCard } from '#blocks/incident/card.ts'
import { incidentForms } from '#blocks/incident/forms.ts'
import { incidentSettings } from '#config/load.ts'
import type { PeoplesCommand } from '#domain/incident/commands.ts'
import type { Incident } from '#domain/incident/state.ts'
import { openView, updateMessage } from '#gateways/slack.ts'
import { readIncident, runIncident } from '#store/incident/incidents.ts'
import { log } from '#telemetry/log.ts'
import { declareAs } from '../declare-incident.ts'
import { type Asking, askingAs } from '../incidents.ts'
import { type Click, onAction } from '../on-action.ts'

const failed = 'This could not be recorded, so nothing was changed; try again.'
const notChecked = 'Your account could not be checked just now, so nothing was changed. Try again.'
const gone = 'There is no such incident.'

/** The workflow redraws the card as well; this only spares people the wait. */
const redraw = async (message: Click['message'], incident: Incident): Promise<void> => {
  if (!message) return
  try {
    const { text, blocks } = incidentCard(incident, incidentSettings(), new Date().toISOString())
    await updateMessage({ ...message, text, blocks }, 'click')
  } catch (error) {
    log.fault('slack.card-stale', error)
  }
}

const act =
  (command: (user: string, asking: Asking) => PeoplesCommand) =>
  async ({ user, value, requestId, message }: Click): Promise<string | undefined> => {
    const { id } = IncidentRef.parse(value)
    const asking = await askingAs(user)
    if (!asking) return notChecked
    const { state, refusal } = await runIncident(id, command(user, asking), requestId)
    if (state.status === 'none') return gone
    await redraw(message, state)
    return refusal?.sentence
  }

const take = (role: 'lead' | 'comms') =>
  act((person, asking) => ({
    type: 'GiveIncidentRole',
    ...asking,
    role,
    person,
    personMayAct: asking.mayAct,
  }))

const open =
  (form: (typeof incidentForms)[string]) =>
  async ({ value, triggerId }: Click): Promise<string | undefined> => {
    const { id } = IncidentRef.parse(value)
    const incident = await readIncident(id)
    if (!incident) return gone
    const view = form(incident, incidentSettings())
    if (!view) return `${id} is ${incident.status}; there is nothing to choose there any more.`
    await openView(triggerId, view)
    return undefined
  }

const declareAnyway = async ({ user, value, requestId }: Click): Promise<string> => {
  const { once, ...declaration } = DeclarationRef.parse(value)
  return declareAs({ user, requestId }, { severity: undefined, ...declaration }, `typed/${once}`)
}

export const incidentActions = (app: App): void => {
  onAction(
    app,
    actionIds.incidentDeclareAnyway,
    'This could not be recorded, so nothing was declared; try again.',
    declareAnyway,
  )
  onAction(
    app,
    actionIds.incidentAcknowledge,
    failed,
    act((_, asking) => ({ type: 'AcknowledgeIncident', ...asking })),
  )
  onAction(app, actionIds.incidentLead, failed, take('lead'))
  onAction(app, actionIds.incidentComms, failed, take('comms'))
  for (const [actionId, form] of Object.entries(incidentForms))
    onAction(app, actionId, 'The form could not be opened; try again.', open(form))
}
