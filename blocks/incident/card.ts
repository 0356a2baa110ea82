// The card of an incident: how bad, how far, who is on it, what is promised, what is still to do, and the buttons for all of that.

import type { Button, KnownBlock, RichTextElement } from '@slack/types'
import { alertCounts } from '#domain/incident/alerts.ts'
import { scoreOf } from '#domain/incident/score.ts'
import type { IncidentSettings } from '#domain/incident/settings.ts'
import { type Incident, isOpen, moves } from '#domain/incident/state.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { actionIds } from '../action-ids.ts'
import { actorLabel } from '../shared/actor-label.ts'
import type { Card } from '../shared/card.ts'
import {
  bold,
  bullets,
  button,
  code,
  header,
  moment,
  person,
  richText,
  section,
  text,
} from '../shared/elements.ts'
import { brief, counted, escaped } from '../shared/escape.ts'
import { effectOnAgents, incidentTitle } from './words.ts'

const GROUPS_SHOWN = 8
const nobody = text('nobody yet')
const holder = (id: string | undefined): RichTextElement => (id === undefined ? nobody : person(id))

const statusLine = (incident: Incident): RichTextElement[] => [
  bold(incident.status),
  text(' since '),
  moment(incident.reached[incident.status] ?? incident.declaredAt),
  text(' · declared by '),
  actorLabel(incident.declaredBy),
]

const peopleLine = ({ lead, comms }: Incident): RichTextElement[] => [
  text('Lead: '),
  holder(lead),
  text(' · Comms: '),
  holder(comms),
]

const promiseLine = ({ updates }: Incident, now: string): RichTextElement[] =>
  now < updates.nextAt
    ? [text('Next update promised by '), moment(updates.nextAt)]
    : [bold('⏰ The update promised for '), moment(updates.nextAt), bold(' is late')]

const alertLines = (incident: Incident): RichTextElement[][] => {
  const { alerts, groups, moreGroups } = incident
  const { shown, total, firing, more } = alertCounts(incident)
  const latest = alerts.reduce((newest, each) => (each.at > newest.at ? each : newest), alerts[0]!)
  const number = `${more ? 'More than ' : ''}${counted(total, 'alert')}`
  const standing =
    total > shown
      ? `${shown} shown of ${more ? 'more than ' : ''}${total}; ${firing} still firing`
      : `${total - firing} resolved`
  const deliveries = alerts.reduce((sum, { count }) => sum + count, incident.moreAlerts)
  const largest = [...groups].sort((a, b) => b.count - a.count).slice(0, GROUPS_SHOWN)
  const others = groups.length - largest.length
  return [
    [
      text(`${number} (${standing}), seen ${counted(deliveries, 'time')}; last `),
      code(brief(latest.title, 100)),
      text(` from ${brief(latest.source, 30)}`),
    ],
    ...(groups.length > 1
      ? [
          [
            text(`${counted(groups.length, 'group')}${moreGroups > 0 ? ' and more' : ''}: `),
            ...largest.flatMap(({ name, count }, index) => [
              text(index === 0 ? '' : ', '),
              code(brief(name, 40)),
              text(` ×${count}`),
            ]),
            ...(others > 0 ? [text(` and ${counted(others, 'more group')}`)] : []),
          ],
        ]
      : []),
  ]
}

const doneLine = ({ steps }: Incident): RichTextElement[] => {
  const open = steps.filter(({ done }) => !done)
  const [next] = open
  return [
    text(`Checklist: ${steps.length - open.length} of ${steps.length} done`),
    ...(next ? [text('; next: '), text(brief(next.what, 150))] : []),
    ...(next?.assignee ? [text(' ('), person(next.assignee), text(')')] : []),
  ]
}

const scoreLines = (incident: Incident): RichTextElement[][] => {
  const { detect, acknowledge, mitigate, firstUpdate, missedPromises, cleanClose } = scoreOf(incident)
  const time = (seconds: number | undefined): string =>
    seconds === undefined ? 'never' : durationInWords(seconds)
  return [
    [text(`Detected after ${time(detect)}, acknowledged after ${time(acknowledge)}`)],
    [text(`Mitigated after ${time(mitigate)}, first update after ${time(firstUpdate)}`)],
    [
      text(
        `${counted(missedPromises, 'promise')} missed; ${cleanClose ? 'closed cleanly' : 'no clean close'}`,
      ),
    ],
  ]
}

const lines = (incident: Incident, settings: IncidentSettings, now: string): RichTextElement[][] => {
  const { severity, updates, followUps } = incident
  const effect = effectOnAgents(incident)
  const undone = followUps.filter(({ doneAt }) => doneAt === undefined)
  return [
    statusLine(incident),
    ...(severity === undefined ? [] : [[text(settings.severities[`sev${severity}`].meaning)]]),
    peopleLine(incident),
    ...(isOpen(incident) ? [promiseLine(incident, now)] : []),
    ...(effect ? [[bold(effect)]] : []),
    ...(updates.last ? [[text('Last update: '), text(brief(updates.last.text, 300))]] : []),
    ...(incident.alerts.length > 0 ? alertLines(incident) : []),
    ...(isOpen(incident) || incident.status === 'resolved' ? [doneLine(incident)] : []),
    ...undone
      .slice(0, 5)
      .map(({ id, what, owner, dueOn }): RichTextElement[] => [
        text(`${id}: ${brief(what, 120)} (`),
        person(owner),
        text(`, due ${dueOn})`),
      ]),
    ...(incident.drill && !isOpen(incident) && incident.status !== 'resolved' ? scoreLines(incident) : []),
  ]
}

const rows = (incident: Incident): Button[][] => {
  const ref = { id: incident.id }
  const open = isOpen(incident)
  const waiting = incident.followUps.some(({ doneAt }) => doneAt === undefined)
  const status = incident.status === 'resolved' ? 'Close …' : 'Status …'
  return [
    [
      ...(open && !incident.acknowledgedAt
        ? [button(actionIds.incidentAcknowledge, 'I see it', ref, { style: 'primary' })]
        : []),
      ...(open ? [button(actionIds.incidentLead, 'Take the lead', ref)] : []),
      ...(open ? [button(actionIds.incidentComms, 'Take comms', ref)] : []),
    ],
    [
      ...(open ? [button(actionIds.incidentSeverity, 'Severity …', ref)] : []),
      ...(moves[incident.status].length > 0 ? [button(actionIds.incidentStatus, status, ref)] : []),
      ...(open ? [button(actionIds.incidentUpdate, 'Update …', ref)] : []),
      ...(open ? [button(actionIds.incidentSnooze, 'Put off …', ref)] : []),
    ],
    [
      ...(open || incident.status === 'resolved'
        ? [button(actionIds.incidentChecklist, 'Checklist …', ref)]
        : []),
      ...(open || incident.status === 'resolved'
        ? [button(actionIds.incidentFollowUp, 'Follow-up …', ref)]
        : []),
      ...(waiting ? [button(actionIds.incidentFollowUpDone, 'Follow-up done …', ref)] : []),
    ],
  ].filter((row) => row.length > 0)
}

export const incidentCard = (incident: Incident, settings: IncidentSettings, now: string): Card => {
  const blocks: KnownBlock[] = [
    header(incidentTitle(incident)),
    ...(incident.drill
      ? [richText(section(bold('This is a drill: customers and agents notice nothing of it.')))]
      : []),
    ...(incident.secret === undefined
      ? []
      : [richText(section(text('Leaked secret: '), code(brief(incident.secret, 80))))]),
    richText(bullets(lines(incident, settings, now))),
    ...rows(incident).map((elements): KnownBlock => ({ type: 'actions', elements })),
  ]
  return {
    text: escaped(`${incidentTitle(incident)} (${incident.status})`),
    blocks,
    metadata: { eventType: 'claw_incident', key: incident.id },
  }
}
