// What people, alerts and clocks may ask of an incident. Facts (the time, who may act, the settings) arrive inside.
import type { Actor } from '../shared/actor.ts'
import type { IncidentSettings } from './settings.ts'
import type { Severity } from './severity.ts'
import type { AlertFact, Closing, Incident, IncidentRole, IncidentStatus } from './state.ts'

interface CommandContext {
  now: string
  settings: IncidentSettings
}
/** `mayAct` is what the server looked up: whether this actor holds any role, or is an operator or the product itself. */
interface ActorCommand extends CommandContext {
  by: Actor
  mayAct: boolean
}

export type DeclareIncident = ActorCommand & {
  type: 'DeclareIncident'
  id: string
  title: string
  severity?: Severity | undefined
  /** Not sure of the severity: it counts one higher. */
  unsure?: boolean
  drill?: boolean
  /** Makes it a leak of the secret of this name. */
  secret?: string | undefined
  /** When it began or was first noticed, if that was before the declaration. */
  detectedAt?: string | undefined
}
export type SetSeverity = ActorCommand & {
  type: 'SetSeverity'
  severity: Severity
  reason: string
  unsure?: boolean
}
export type MoveStatus = ActorCommand & { type: 'MoveStatus'; to: IncidentStatus; reason: string }
/** `person` holds the role from now on; `personMayAct` is whether the server found that they hold any role. */
export type GiveIncidentRole = ActorCommand & {
  type: 'GiveIncidentRole'
  role: IncidentRole
  person: string
  personMayAct: boolean
}
export type AcknowledgeIncident = ActorCommand & { type: 'AcknowledgeIncident' }
/** Word has gone out, to the public or to some of us; the next is promised anew. */
export type PostUpdate = ActorCommand & {
  type: 'PostUpdate'
  text: string
  audience: string
  public: boolean
}
export type SnoozeUpdates = ActorCommand & { type: 'SnoozeUpdates'; seconds: number; reason: string }
export type AssignStep = ActorCommand & {
  type: 'AssignStep'
  step: string
  person: string
  personMayAct: boolean
}
export type CompleteStep = ActorCommand & {
  type: 'CompleteStep'
  step: string
  evidence?: string | undefined
}
/** `drill` alerts join drills only, and real ones never do. At most 100 at once. */
export type AttachAlert = ActorCommand & {
  type: 'AttachAlert'
  alerts: readonly AlertFact[]
  drill?: boolean
}
/** A source's word that an alert is over: when it came, and when the source says that it was so. */
export interface Resolution {
  fingerprint: string
  at: string
  startsAt?: string | undefined
  saidAt?: string | undefined
}
export type ResolveAlert = ActorCommand & { type: 'ResolveAlert'; resolutions: readonly Resolution[] }
/** It goes on in another; `into` is that one as the server found it. */
export type MergeIncident = ActorCommand & {
  type: 'MergeIncident'
  into: Pick<Incident, 'id' | 'status' | 'drill'>
  reason: string
}
/** Takes in what another one knows; said before the other ends, so that nothing is ever held by neither. */
export type AbsorbIncident = ActorCommand & {
  type: 'AbsorbIncident'
  from: Pick<Incident, 'id' | 'title' | 'drill' | 'status' | 'severity' | 'alerts' | 'beyond'>
}
export type AddNote = ActorCommand & {
  type: 'AddNote'
  text: string
  /** Whose words they are, when they were somebody's message: `CHANNEL/TS`. */
  author?: string | undefined
  message?: string | undefined
}
export type AddFollowUp = ActorCommand & { type: 'AddFollowUp'; what: string; owner: string; dueOn: string }
export type CompleteFollowUp = ActorCommand & { type: 'CompleteFollowUp'; id: string; evidence: string }
export type CloseIncident = ActorCommand & {
  type: 'CloseIncident'
  closing: Partial<Record<keyof Closing, string | undefined>>
  followUp?: { what: string; owner: string; dueOn: string } | undefined
}
/** Records what has fallen due. */
export type TickIncident = CommandContext & { type: 'TickIncident' }

export type PeoplesCommand =
  | SetSeverity
  | MoveStatus
  | GiveIncidentRole
  | AcknowledgeIncident
  | PostUpdate
  | SnoozeUpdates
  | AssignStep
  | CompleteStep
  | AttachAlert
  | ResolveAlert
  | MergeIncident
  | AbsorbIncident
  | AddNote
  | AddFollowUp
  | CompleteFollowUp
  | CloseIncident
export type IncidentCommand = DeclareIncident | PeoplesCommand | TickIncident
