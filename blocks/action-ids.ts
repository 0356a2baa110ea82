// Every name under which Slack brings a click or a form back to us, and what its button carries.
import * as z from 'zod'
import { Severity } from '#domain/incident/severity.ts'

export const actionIds = {
  approvalGrant: 'approval.grant',
  approvalDeny: 'approval.deny',
  approvalDetails: 'approval.details',
  approvalCard: 'approval.card',
  detailsPrevious: 'details.previous',
  detailsNext: 'details.next',
  recoveryHappened: 'recovery.happened',
  recoveryDidNotHappen: 'recovery.did-not-happen',
  recoveryRetryIsSafe: 'recovery.retry-is-safe',
  budgetAllow: 'budget.allow',
  questionAnswer: 'question.answer',
  switchPauseAll: 'switch.pause-all',
  switchResume: 'switch.resume',
  switchRevokeToken: 'switch.revoke-token',
  drillReact: 'drill.react',
  incidentDeclareAnyway: 'incident.declare-anyway',
  incidentAcknowledge: 'incident.acknowledge',
  incidentLead: 'incident.lead',
  incidentComms: 'incident.comms',
  incidentSeverity: 'incident.severity',
  incidentStatus: 'incident.status',
  incidentUpdate: 'incident.update',
  incidentSnooze: 'incident.snooze',
  incidentChecklist: 'incident.checklist',
  incidentFollowUp: 'incident.follow-up',
  incidentFollowUpDone: 'incident.follow-up-done',
  communicationAudience: 'communication.audience',
  communicationKind: 'communication.kind',
  communicationBlank: 'communication.blank',
  communicationCorrects: 'communication.corrects',
  communicationPublish: 'communication.publish',
  communicationDiscard: 'communication.discard',
} as const

export const callbackIds = {
  questionAnswer: 'question.answer',
  approvalGrant: 'approval.grant',
  approvalDeny: 'approval.deny',
  budgetAllow: 'budget.allow',
  incidentSeverity: 'incident.severity',
  incidentStatus: 'incident.status',
  incidentClose: 'incident.close',
  incidentUpdate: 'incident.update',
  incidentSnooze: 'incident.snooze',
  incidentChecklist: 'incident.checklist',
  incidentFollowUp: 'incident.follow-up',
  incidentFollowUpDone: 'incident.follow-up-done',
  incidentDeclare: 'incident.declare',
  communicationDraft: 'communication.draft',
} as const

/** The one input of the forms behind Deny and behind Approve where the risk is critical: block and element, so that an error can be shown at it. */
export const reasonField = { block: 'reason', element: 'reason.text' } as const

/** The one input of the form behind “Grant an allowance”. */
export const amountField = { block: 'amount', element: 'amount.usd' } as const

/** The one input of the form behind “Answer”. */
export const answerField = { block: 'answer', element: 'question.text' } as const

/** What a button carries: which action, and what it showed. Who clicks and what they may do is the server's to find out. */
export const ActionRef = z.object({ id: z.string().max(200), digest: z.string().max(200) })
export type ActionRef = z.infer<typeof ActionRef>

/** What the buttons that turn pages carry. */
export const PageRef = ActionRef.extend({ page: z.int().min(0).max(10_000) })
export type PageRef = z.infer<typeof PageRef>

/** What the forms behind Deny and Approve remember: the action, and the card to redraw. */
export const CardRef = ActionRef.extend({
  channel: z.string().max(50).optional(),
  ts: z.string().max(50).optional(),
})
export type CardRef = z.infer<typeof CardRef>

/** What the buttons and forms of an incident carry. */
export const IncidentRef = z.object({ id: z.string().max(20) })
export type IncidentRef = z.infer<typeof IncidentRef>

/** What the buttons of the kill switch carry: what is to go on again, or whose token is to be revoked. */
export const ScopeRef = z.object({ scope: z.string().max(110) })
export const AgentRef = z.object({ agent: z.string().max(128) })

/** What the button and the form of a budget carry: whose it is, as `all` or `agent:NAME`. */
export const BudgetRef = z.object({ scope: z.string().max(120) })
export type BudgetRef = z.infer<typeof BudgetRef>

/** What was typed and may be an incident; `once` makes two clicks one. */
export const DeclarationRef = z.strictObject({
  title: z.string().min(1).max(300),
  severity: Severity.optional(),
  unsure: z.boolean(),
  drill: z.boolean(),
  once: z.string().max(100),
})
export type DeclarationRef = z.infer<typeof DeclarationRef>

/** What the button and the form of an agent’s question carry. */
export const QuestionRef = z.strictObject({ id: z.string().max(40) })
export type QuestionRef = z.infer<typeof QuestionRef>

/** The message that somebody makes an incident of. */
export const MessageRef = z.object({ channel: z.string().max(50), ts: z.string().max(50) })
export type MessageRef = z.infer<typeof MessageRef>
export const DrillRef = z.object({ startedAt: z.string().max(40) })

/** What the buttons of a message to customers carry. */
export const CommunicationRef = z.object({ id: z.string().max(50) })
export type CommunicationRef = z.infer<typeof CommunicationRef>

/** What the form of a message to customers remembers. */
export const DraftRef = z.object({
  incident: z.string().max(20),
  audience: z.string().max(40),
  kind: z.string().max(20),
  corrects: z.string().max(50).optional(),
})
export type DraftRef = z.infer<typeof DraftRef>
