// What agents, people and clocks may ask of an action. Facts (who a person is, what the judge says, the time) arrive inside.

import type { Actor } from '../shared/actor.ts'
import type { Directory, Person } from '../shared/people.ts'
import type { Judgement } from './judgement.ts'
import type { ActionRequest, Outcome, Recovery } from './state.ts'
import type { ActionFacts } from './withdrawal.ts'

/** Every command brings the facts, so that nobody can act on what a pause has withdrawn by forgetting to look. */
interface CommandContext {
  now: string
  posture: ActionFacts
}
/** A person at a button: `person` is undefined when they could not be looked up, which counts as no. */
interface VoteCommand extends CommandContext {
  by: string
  person: Person | undefined
  directory: Pick<Directory, 'roles'>
  digest: string
}

export type RequestAction = CommandContext & {
  type: 'RequestAction'
  request: Omit<ActionRequest, 'policies' | 'reasons' | 'requestedAt'>
  judgement: Judgement
}
/** `reason` is asked for where the risk is critical. */
export type GrantApproval = VoteCommand & { type: 'GrantApproval'; reason?: string | undefined }
export type DenyApproval = VoteCommand & { type: 'DenyApproval'; reason: string }
/** `outcomeSeconds` is how long after its start an action may stay silent, as config/limits.yml says. */
export type TickApproval = CommandContext & { type: 'TickApproval'; by: Actor; outcomeSeconds?: number }
/** Whoever asked takes it back. */
export type WithdrawAction = CommandContext & { type: 'WithdrawAction'; by: Actor; reason: string }
/** Puts on record that a pause has withdrawn it, if one has. */
export type RecordWithdrawal = CommandContext & { type: 'RecordWithdrawal' }
/** `judgement` is made with the facts of this moment; undefined when there was no approval to judge with. */
export type StartAction = CommandContext & {
  type: 'StartAction'
  by: Actor
  digest: string
  resolvedDigest?: string | undefined
  judgement?: Judgement | undefined
}
export type ReportOutcome = CommandContext & {
  type: 'ReportOutcome'
  by: Actor
  outcome: Omit<Outcome, 'at'>
}
export type ResolveRecovery = CommandContext & {
  type: 'ResolveRecovery'
  by: string
  person: Person | undefined
  resolution: Recovery['resolution']
}

export type ActionCommand =
  | RequestAction
  | GrantApproval
  | DenyApproval
  | TickApproval
  | WithdrawAction
  | RecordWithdrawal
  | StartAction
  | ReportOutcome
  | ResolveRecovery
