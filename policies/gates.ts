// The gates as a table for people: what is stopped, when, and who can lift it.
import type { Requirement } from '#domain/action/judgement.ts'
import type { Policy } from './policy-text.ts'

/** A row of the table that a client signs off. */
export interface Gate {
  policy: string
  /** Tool names, or the group in words. */
  tools: string[]
  condition: string
  reason: string
  /** Absent: nobody can lift it. */
  requirement?: Requirement
}

const toolsIn = ({ json }: Policy): string[] => {
  if (json.action.op === 'All') return ['every tool']
  const listed =
    'entities' in json.action ? json.action.entities : 'entity' in json.action ? [json.action.entity] : []
  const names = listed.map((entity) => ('__entity' in entity ? entity.__entity.id : entity.id))
  return json.action.op === '==' ? names : names.map((name) => groupWords[name] ?? name)
}
const groupWords: Record<string, string> = {
  reading: 'every reading tool',
  acting: 'every tool but reading ones',
  changing: 'tools that change systems',
}

export const gatesOf = (policies: Iterable<Policy>): Gate[] =>
  Array.from(policies)
    .filter(({ json }) => json.effect === 'forbid')
    .map((policy) => ({
      policy: policy.id,
      tools: toolsIn(policy),
      condition: policy.condition,
      reason: policy.reason,
      ...(policy.requirement && { requirement: policy.requirement }),
    }))
