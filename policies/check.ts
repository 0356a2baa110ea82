// Finds what is wrong with the policies before they judge anything: against the schema, and against our own rules.
import { type Expr, type PolicyJson, policyToJson, validate } from '@cedar-policy/cedar-wasm/nodejs'
import type { Requirement } from '#domain/action/judgement.ts'
import { createPolicySet, type PolicySet } from './policy-set.ts'
import { type Complaint, complaintFrom, type Policy, PolicyError, type SourceFile } from './policy-text.ts'
import { noFacts } from './tool-facts.ts'

const annotationNames = new Set(['id', 'reason', 'condition', 'about', 'approvers', 'quorum', 'risk'])

/** The clause that lifts a gate, exactly as its annotations promise it. */
const liftingClause = ({ groups, quorum }: Requirement): string =>
  [
    `context.approval.count >= ${quorum}`,
    ...groups.map((group) =>
      group.length === 1
        ? `context.approval.roles.contains("${group[0]}")`
        : `context.approval.roles.containsAny([${group.map((role) => `"${role}"`).join(', ')}])`,
    ),
  ].join(' && ')

const clauseJson = (clause: string): Expr | undefined => {
  const parsed = policyToJson(`forbid (principal, action, resource) unless { ${clause} };`)
  return parsed.type === 'success' ? parsed.json.conditions[0]?.body : undefined
}

const unlessClauses = (json: PolicyJson): string[] =>
  json.conditions.filter(({ kind }) => kind === 'unless').map(({ body }) => JSON.stringify(body))
const mentionsApproval = (json: PolicyJson): boolean => JSON.stringify(json.conditions).includes('"approval"')

/** What our own rules say about one policy; Cedar's are checked by `validate`. */
const broken = (
  { id, json, reason, condition, about, requirement }: Policy,
  roles: readonly string[],
): string[] => {
  const said: string[] = []
  const strange = Object.keys(json.annotations ?? {}).find((name) => !annotationNames.has(name))
  if (strange) said.push(`@${strange} is not one of @${[...annotationNames].join(', @')}`)
  if (!/^[a-z][a-z0-9-]*$/.test(id)) said.push('@id must be lower-case words joined by hyphens')
  if (!reason) said.push('@reason is missing: what should a person read on their phone?')
  if (!condition) said.push('@condition is missing: when does it apply, in words?')
  if (about !== undefined && !(about in noFacts)) said.push(`@about names “${about}”, which is not a fact`)
  if (!requirement) {
    if (json.annotations?.['quorum'] || json.annotations?.['risk'])
      said.push('@quorum and @risk need @approvers')
    if (mentionsApproval(json))
      said.push('it looks at the approval, so it must say with @approvers whom it asks')
    return said
  }
  if (json.effect === 'permit') said.push('a permit cannot ask people; @approvers belongs to a forbid')
  const unknown = requirement.groups.flat().find((role) => !roles.includes(role))
  if (unknown !== undefined)
    said.push(`@approvers names the role “${unknown}”; known are ${roles.join(', ')}`)
  const expected = liftingClause(requirement)
  const clauses = unlessClauses(json)
  if (clauses.length !== 1 || clauses[0] !== JSON.stringify(clauseJson(expected)))
    said.push(`what it asks for and what lifts it differ; it must have exactly: unless { ${expected} }`)
  return said
}

const againstSchema = (set: PolicySet, file: SourceFile): Complaint[] => {
  const answer = validate({ schema: set.schema.text, policies: { staticPolicies: file.text } })
  if (answer.type === 'failure') return answer.errors.map((error) => complaintFrom(file, error))
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ error }) =>
    complaintFrom(file, error),
  )
}

/** Everything that is wrong, in the order of the files; empty when the policies may go live. */
export const checkPolicies = (
  schema: SourceFile,
  files: readonly SourceFile[],
  roles: readonly string[],
): Complaint[] => {
  try {
    const set = createPolicySet(schema, files)
    const own = [...set.policies.values()].flatMap((policy) =>
      broken(policy, roles).map((message) => ({
        file: policy.file,
        line: policy.line,
        message: `${policy.id}: ${message}`,
      })),
    )
    return [...files.flatMap((file) => againstSchema(set, file)), ...own]
  } catch (error) {
    if (error instanceof PolicyError) return error.complaints
    throw error
  }
}
