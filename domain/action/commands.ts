// What agents, people and clocks may ask of an action. Facts (who a person is, what the judge says, the time) arrive inside.

import type { Actor } from '../shared/actor.ts'
import type { Directory, Person } from '../shared/people.ts'
import type { Judgement } from './judgement.ts'
import type { ActionRequest, Outcome, Recovery } from './state.ts'

/** `voided` says why a stop has withdrawn what was asked; undefined while nothing has. */
interface Told {
  now: string
  voided?: string | undefined
}
/** A person at a button: `person` is undefined when they could not be looked up, which counts as no. */
interface AtTheButton extends Told {
  by: string
  person: Person | undefined
  directory: Pick<Directory, 'roles'>
  digest: string
}

export type RequestAction = Told & {
  type: 'RequestAction'
  request: Omit<ActionRequest, 'policies' | 'reasons' | 'requestedAt'>
  judgement: Judgement
}
export type GrantApproval = AtTheButton & { type: 'GrantApproval' }
export type DenyApproval = AtTheButton & { type: 'DenyApproval'; reason: string }
export type ChaseApproval = Told & { type: 'ChaseApproval'; by: Actor }
export type VoidAction = Told & { type: 'VoidAction'; by: Actor; reason: string }
/** `judgement` is made with the facts of this moment; undefined when there was no approval to judge with. */
export type StartAction = Told & {
  type: 'StartAction'
  by: Actor
  digest: string
  judgement?: Judgement | undefined
}
export type ReportOutcome = Told & { type: 'ReportOutcome'; by: Actor; outcome: Omit<Outcome, 'at'> }
export type ResolveRecovery = Told & {
  type: 'ResolveRecovery'
  by: string
  person: Person | undefined
  resolution: Recovery['resolution']
}

export type ActionCommand =
  | RequestAction
  | GrantApproval
  | DenyApproval
  | ChaseApproval
  | VoidAction
  | StartAction
  | ReportOutcome
  | ResolveRecovery
