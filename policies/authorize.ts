// The one place that asks Cedar: an action and the facts of its moment in; allow, ask people or deny out.
import { preparsePolicySet, preparseSchema, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import type { ApprovalFact, Judgement, Moment, Requirement, Risk } from '#domain/action/judgement.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { nearest } from '#domain/shared/nearest.ts'
import { behaviourDocuments } from './behaviour-documents.ts'
import { deriveFacts } from './facts.ts'
import { type Gate, gatesOf } from './gates.ts'
import { createPolicySet, readPolicyFolder } from './policy-set.ts'
import { complaintFrom, type Policy, PolicyError, type SourceFile } from './policy-text.ts'
import type { Resolved } from './resources/path.ts'
import { noFacts, type Sheet, type Words } from './tool-facts.ts'
import { refusedTools } from './tools/refused-tools.ts'

export interface Question {
  agent: { name: string; environment: string; owner: string }
  tool: string
  params: unknown
  /** Where the paths of the parameters lead on the gateway. */
  resolved?: Resolved | undefined
  moment: Moment
  /** The people who stand behind the action so far. */
  approval?: ApprovalFact | undefined
}

export interface Judge {
  judge(question: Question): Judgement
  /** Changes with every letter of the policies and of the schema. */
  policyVersion(): string
  /** Whether the schema lists the tool among those that change nothing. */
  reading(tool: string): boolean
  knownTools(): string[]
  gates(): Gate[]
}

const ascending: Risk[] = ['normal', 'high', 'critical']

/** What lifts all of these at once: every group of each, the largest quorum, the highest risk. */
const union = (requirements: Requirement[]): Requirement => {
  const groups = new Map(
    requirements.flatMap(({ groups }) => groups).map((group) => [[...group].sort().join('|'), group]),
  )
  return {
    groups: [...groups.values()],
    quorum: Math.max(...requirements.map(({ quorum }) => quorum)),
    risk: ascending[Math.max(...requirements.map(({ risk }) => ascending.indexOf(risk)))]!,
  }
}

const denied = (policy: string, reason: string, facts: Judgement['facts'] = {}): Judgement => ({
  verdict: 'deny',
  policies: [policy],
  reasons: [{ policy, reason }],
  facts,
})

/** The policy's reason, with what it is about in this call. */
const reasonOf = ({ reason, about }: Policy, words: Words): string => {
  const what = about && words[about as keyof Words]
  return what ? `${reason.replace(/\.$/, '')}: ${maskText(what).replace(/[.\s]+$/, '')}.` : reason
}

const example = (tool: string): string =>
  `action "${tool}" in ["acting"] appliesTo { principal: Agent, resource: Tool, context: Call };`

/** Why a tool that the schema lacks is denied, and what to do about it. */
const unknownTool = (tool: string, known: readonly string[]): Judgement => {
  const named = tool.slice(0, 80)
  const refused = Object.hasOwn(refusedTools, tool) ? refusedTools[tool] : undefined
  if (refused)
    return denied(
      'unknown-tool',
      `“${named}” is refused on purpose: ${refused}. A line in policies/claw.cedarschema opens it.`,
    )
  if (/^[\w.-]{1,60}__[\w.-]{1,60}$/.test(tool))
    return denied(
      'unknown-tool',
      `No policy knows “${named}”, a tool of an MCP server; this line in policies/claw.cedarschema opens it: ${example(named)}`,
    )
  const meant = nearest(tool, known)
  return denied(
    'unknown-tool',
    `No policy knows the tool “${named}”${meant ? `; the nearest known one is “${meant}”` : ''}.`,
  )
}

/** Throws a PolicyError when schema or policies cannot be read. */
export const createJudge = (
  schema: SourceFile,
  files: readonly SourceFile[],
  documents: () => ReadonlySet<string> = () => new Set(),
): Judge => {
  const { policies, tools, version } = createPolicySet(schema, files)
  const texts = Array.from(policies.values(), ({ id, text }): [string, string] => [id, text])
  // Cedar keeps parsed policies by name; the version as the name keeps several judges apart.
  for (const answer of [
    preparseSchema(version, schema.text),
    preparsePolicySet(version, { staticPolicies: Object.fromEntries(texts) }),
  ])
    if (answer.type === 'failure')
      throw new PolicyError(answer.errors.map((error) => complaintFrom(schema, error)))

  const ask = ({ agent, tool, moment, approval }: Question, sheet: Sheet): Judgement => {
    const facts = sheet.facts as Judgement['facts']
    const principal = { type: 'Agent', id: agent.name }
    const answer = statefulIsAuthorized({
      principal,
      action: { type: 'Action', id: tool },
      resource: { type: 'Tool', id: tool },
      context: { ...noFacts, ...facts, ...moment, approval: { ...(approval ?? { count: 0, roles: [] }) } },
      entities: [
        { uid: principal, attrs: { environment: agent.environment, owner: agent.owner }, parents: [] },
      ],
      preparsedSchemaName: version,
      preparsedPolicySetId: version,
      validateRequest: true,
    })
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
    const { decision, diagnostics } = answer.response
    // Cedar skips a policy that it cannot evaluate; a gate that is skipped must not let anything through.
    if (diagnostics.errors.length > 0)
      throw new Error(
        diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`).join('; '),
      )
    const deciding = diagnostics.reason.map((id) => policies.get(id)!)
    const explain = (which: Policy[]) => ({
      policies: which.map(({ id }) => id),
      reasons: which.map((policy) => ({ policy: policy.id, reason: reasonOf(policy, sheet.words) })),
      facts,
    })
    if (decision === 'allow') return { verdict: 'allow', ...explain(deciding) }
    if (deciding.length === 0) return denied('not-permitted', 'No policy permits this action.', facts)
    const final = deciding.filter(({ requirement }) => !requirement)
    if (final.length > 0) return { verdict: 'deny', ...explain(final) }
    return {
      verdict: 'ask',
      ...explain(deciding),
      requirement: union(deciding.flatMap(({ requirement }) => requirement ?? [])),
    }
  }

  return {
    judge(question) {
      const { tool, params, resolved } = question
      if (!tools.has(tool)) return unknownTool(tool, [...tools.keys()])
      try {
        const derived = deriveFacts(tool, params, { resolved, documents: documents() })
        if (derived.ok) return ask(question, derived.sheet)
        const problems = derived.problems.map(({ field, message }) => `${field} ${message}`)
        return denied('invalid-params', `The parameters cannot be judged: ${problems.join('; ')}.`)
      } catch (error) {
        return denied(
          'judge-error',
          `The policies could not be asked: ${error instanceof Error ? error.message : 'unknown error'}`,
        )
      }
    },
    policyVersion: () => version,
    reading: (tool) => tools.get(tool)?.includes('reading') ?? false,
    knownTools: () => [...tools.keys()].sort(),
    gates: () => gatesOf(policies.values()),
  }
}

let shipped: Judge | undefined
/** Read on first use and kept: a function that cannot read its policies fails each request instead of dying at import. */
const shippedJudge = (): Judge => {
  if (!shipped) {
    const { schema, files } = readPolicyFolder('policies')
    shipped = createJudge(schema, files, behaviourDocuments)
  }
  return shipped
}

/** Never throws: whatever goes wrong is a deny. */
export const judge = (question: Question): Judgement => {
  try {
    return shippedJudge().judge(question)
  } catch (error) {
    return denied(
      'judge-error',
      `The policies could not be read: ${error instanceof Error ? error.message : 'unknown error'}`,
    )
  }
}
export const policyVersion = (): string => shippedJudge().policyVersion()
export const reading = (tool: string): boolean => shippedJudge().reading(tool)
export const knownTools = (): string[] => shippedJudge().knownTools()
export const gates = (): Gate[] => shippedJudge().gates()
