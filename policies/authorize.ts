// The one place that asks Cedar: an action and the facts of its moment in; allow, ask people or deny out.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  preparsePolicySet,
  preparseSchema,
  schemaToJson,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { ApprovalFact, Judgement, Moment, Requirement, Risk } from '#domain/judgement.ts'
import { deriveFacts, noFacts } from './facts.ts'
import { nearest } from './nearest.ts'
import { complaintFrom, type Policy, PolicyError, readPolicies, type SourceFile } from './policy-text.ts'

export interface Question {
  agent: { name: string; environment: string; owner: string }
  tool: string
  params: unknown
  moment: Moment
  /** The people who stand behind the action so far. */
  approval?: ApprovalFact | undefined
}

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

/** The tools of the schema, each with its groups. Groups themselves cannot be asked for. */
const toolsOf = (schema: SourceFile): Map<string, string[]> => {
  const parsed = schemaToJson(schema.text)
  if (parsed.type === 'failure')
    throw new PolicyError(parsed.errors.map((error) => complaintFrom(schema, error)))
  const actions = parsed.json['']?.actions ?? {}
  const groupsOf = (name: string): string[] =>
    (actions[name]?.memberOf ?? []).flatMap(({ id }) => [id, ...groupsOf(id)])
  return new Map(
    Object.entries(actions)
      .filter(([, action]) => (action.appliesTo?.principalTypes.length ?? 0) > 0)
      .map(([name]) => [name, groupsOf(name)]),
  )
}

const scopeOf = ({ json }: Policy): string[] => {
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

/** Throws a PolicyError when schema or policies cannot be read. */
export const createJudge = (schema: SourceFile, files: readonly SourceFile[]): Judge => {
  const policies = files.flatMap(readPolicies)
  const byId = new Map(policies.map((policy) => [policy.id, policy]))
  for (const policy of policies)
    if (byId.get(policy.id) !== policy)
      throw new PolicyError([
        { file: policy.file, line: policy.line, message: `the id ${policy.id} is used twice` },
      ])
  const tools = toolsOf(schema)
  const version = `sha256:${createHash('sha256')
    .update(JSON.stringify([schema.text, ...files.map(({ name, text }) => [name, text])]))
    .digest('hex')}`
  // Cedar keeps parsed policies by name; the version as the name keeps several judges apart.
  for (const [file, answer] of [
    [schema, preparseSchema(version, schema.text)],
    [
      schema,
      preparsePolicySet(version, {
        staticPolicies: Object.fromEntries(policies.map(({ id, text }) => [id, text])),
      }),
    ],
  ] as const)
    if (answer.type === 'failure')
      throw new PolicyError(answer.errors.map((error) => complaintFrom(file, error)))

  const ask = ({ agent, tool, moment, approval }: Question, facts: Judgement['facts']): Judgement => {
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
    const deciding = diagnostics.reason.map((id) => byId.get(id)!)
    const explain = (which: Policy[]) => ({
      policies: which.map(({ id }) => id),
      reasons: which.map(({ id, reason }) => ({ policy: id, reason })),
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
      const { tool, params } = question
      if (!tools.has(tool)) {
        const meant = nearest(tool, [...tools.keys()])
        return denied(
          'unknown-tool',
          `No policy knows the tool “${tool.slice(0, 80)}”${meant ? `; the nearest known one is “${meant}”` : ''}.`,
        )
      }
      try {
        const derived = deriveFacts(tool, params)
        if (derived.ok) return ask(question, derived.facts)
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
    gates: () =>
      policies
        .filter(({ json }) => json.effect === 'forbid')
        .map((policy) => ({
          policy: policy.id,
          tools: scopeOf(policy),
          condition: policy.condition,
          reason: policy.reason,
          ...(policy.requirement && { requirement: policy.requirement }),
        })),
  }
}

/** The schema and the policies of a folder, in the order of their names. */
export const readPolicyFolder = (folder: string): { schema: SourceFile; files: SourceFile[] } => {
  const read = (name: string): SourceFile => ({
    name: join(folder, name),
    text: readFileSync(join(folder, name), 'utf8'),
  })
  const names = readdirSync(folder).filter((name) => name.endsWith('.cedar'))
  return { schema: read('claw.cedarschema'), files: names.sort().map(read) }
}

let shipped: Judge | undefined
/** Read on first use and kept: a function that cannot read its policies fails each request instead of dying at import. */
const shippedJudge = (): Judge => {
  if (!shipped) {
    const { schema, files } = readPolicyFolder('policies')
    shipped = createJudge(schema, files)
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
