// An answer counts only for the question that was asked: same agent, same tool, same parameters, an id never used before.
import type { Decision, View } from './answers.ts'
import { GateError } from './http.ts'
import { digestOf, isRecord } from './json.ts'

export interface Asked {
  agent: string
  tool: string
  params: Record<string, unknown>
}

const maxRemembered = 50_000

const lie = (what: string): never => {
  throw new GateError('garbage', `the answer is to another question: ${what}`)
}

/** What the gate says that it decided about, computed here from what was asked. */
export const digestAsked = ({ agent, tool, params }: Asked): string => digestOf({ agent, tool, params })

/** The claims of a compact JWS; its signature is for auditors, whom this machine cannot stand in for. */
const claimsOf = (receipt: string): Record<string, unknown> => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return isRecord(claims) ? claims : lie('its receipt holds no claims')
  } catch {
    return lie('its receipt cannot be read')
  }
}

/** Throws GateError when the receipt speaks of another action. */
export const checkReceipt = (receipt: string | undefined, id: string, asked: Asked): void => {
  if (receipt === undefined) return
  const { jti, sub, act } = claimsOf(receipt)
  if (jti !== id) lie(`its receipt is for ${String(jti)}, not for ${id}`)
  if (sub !== asked.agent) lie(`its receipt is for the agent ${String(sub)}`)
  if (!isRecord(act) || act['tool'] !== asked.tool || act['digest'] !== digestAsked(asked))
    lie('its receipt is for another call')
}

/** Throws GateError when the view is of another action. */
export const checkView = (view: View, id: string): View =>
  view.id === id ? view : lie(`it speaks of ${view.id}, not of ${id}`)

/** Every call is asked under a key of its own, so two calls can never share an action. */
export const createTruth = () => {
  const used = new Set<string>()
  return {
    /** Throws GateError when the decision is about another call, or about one that was answered before. */
    check: (decision: Decision, asked: Asked): Decision => {
      const wanted = digestAsked(asked)
      if (decision.digest !== wanted) lie(`its digest is ${decision.digest}, that of this call is ${wanted}`)
      if (used.has(decision.id)) lie(`its id ${decision.id} belongs to an earlier call`)
      checkReceipt(decision.receipt, decision.id, asked)
      used.add(decision.id)
      const oldest = used.values().next().value
      if (used.size > maxRemembered && oldest !== undefined) used.delete(oldest)
      return decision
    },
  }
}
