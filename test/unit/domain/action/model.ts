// The life of an action as people know its rules, in a model small enough to read beside them.
import type { ActionCommand } from '#domain/action/commands.ts'
import type { Requirement } from '#domain/action/judgement.ts'
import { approvalSeconds } from '#domain/action/risk.ts'

/** The owner of the fixtures' agent. */
export const OWNER = 'UPRODUCT'

/** The whole life in a few lines: what an action's status must be, from the rules as people know them. */
export interface Model {
  status: string
  votes: { by: string; roles: string[] }[]
  escalated: boolean
  recovered: boolean
  digest: string
  requirement: Requirement
  /** Seconds of the clock that runs: until expiry, lapse or loss. */
  begun: number
}
export const nothingYet: Model = {
  status: 'none',
  votes: [],
  escalated: false,
  recovered: false,
  digest: '',
  begun: 0,
  requirement: { groups: [['product']], quorum: 1, risk: 'high' },
}
/** An instant in seconds. */
export const at = (now: string) => Date.parse(now) / 1_000

/** What must follow from one command. */
export const step = (model: Model, command: ActionCommand): Model => {
  const now = at(command.now)
  const { status, requirement } = model
  const waits = status === 'pending' || status === 'approved'
  const withdrawn = waits && (command.posture.killSwitch.voids['all'] ?? 0) > 0
  if (command.type === 'RequestAction') {
    if (status !== 'none') return withdrawn ? { ...model, status: 'voided' } : model
    const { verdict, requirement: asked } = command.judgement
    const began = { ...model, digest: command.request.digest, begun: now }
    if (verdict === 'ask' && asked) return { ...began, status: 'pending', requirement: asked }
    return { ...began, status: verdict === 'allow' ? 'started' : 'denied' }
  }
  if (withdrawn) return { ...model, status: 'voided' }
  const passed = now - model.begun
  const late =
    (status === 'pending' && passed >= approvalSeconds[requirement.risk]) ||
    (status === 'approved' && passed >= 900)
  switch (command.type) {
    case 'GrantApproval':
    case 'DenyApproval': {
      if (status !== 'pending') return model
      if (late) return { ...model, status: 'expired' }
      if (command.digest !== model.digest || !command.person) return model
      const credit = creditOf(model, command.person.roles)
      if (command.type === 'DenyApproval')
        return credit.length > 0 || command.by === OWNER ? { ...model, status: 'denied' } : model
      const voted = model.votes.some(({ by }) => by === command.by)
      if (credit.length === 0 || command.by === OWNER || voted) return model
      if (requirement.risk === 'critical' && !command.reason?.trim()) return model
      const next = { ...model, votes: [...model.votes, { by: command.by, roles: credit }] }
      const enough = next.votes.length >= requirement.quorum && openRoles(next).length === 0
      return enough ? { ...next, status: 'approved', begun: now } : next
    }
    case 'TickApproval':
      if (late) return { ...model, status: 'expired' }
      if (status === 'started' && passed >= 3_600) return { ...model, status: 'unknown' }
      if (status === 'pending' && passed >= (approvalSeconds[requirement.risk] * 2) / 3)
        return { ...model, escalated: true }
      return model
    case 'WithdrawAction':
      return waits ? { ...model, status: 'voided' } : model
    case 'RecordWithdrawal':
      return model
    case 'StartAction':
      if (status !== 'approved') return model
      if (late) return { ...model, status: 'expired' }
      return command.digest === model.digest && command.judgement?.verdict === 'allow'
        ? { ...model, status: 'started', begun: now }
        : model
    case 'ReportOutcome':
      return status === 'started' ? { ...model, status: command.outcome.status } : model
    case 'ResolveRecovery': {
      const may = (command.person?.roles.length ?? 0) > 0
      if (status !== 'unknown' || !may) return model
      return { ...model, recovered: true, status: command.resolution === 'happened' ? 'succeeded' : 'failed' }
    }
    default:
      return command satisfies never
  }
}
const openRoles = ({ requirement, votes }: Model) =>
  requirement.groups
    .filter((group) => !votes.some(({ roles }) => roles.some((role) => group.includes(role))))
    .flat()
const creditOf = (model: Model, roles: readonly string[]): string[] => {
  const required = model.requirement.groups.flat()
  const held = roles.filter((role) => required.includes(role))
  if (held.length > 0 || !model.escalated || !roles.includes('on-call')) return held
  return [...openRoles(model), ...required].slice(0, 1)
}
