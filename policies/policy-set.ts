// The schema and the policies as one checked whole, with a version that changes with every letter of them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaToJson } from '@cedar-policy/cedar-wasm/nodejs'
import { complaintFrom, type Policy, PolicyError, readPolicies, type SourceFile } from './policy-text.ts'

export interface PolicySet {
  schema: SourceFile
  policies: Map<string, Policy>
  /** Every tool that can be asked for, with the groups that it is in. */
  tools: Map<string, string[]>
  version: string
}

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

/** The schema and the policies of a folder, in the order of their names. */
export const readPolicyFolder = (folder: string): { schema: SourceFile; files: SourceFile[] } => {
  const read = (name: string): SourceFile => ({
    name: join(folder, name),
    text: readFileSync(join(folder, name), 'utf8'),
  })
  const names = readdirSync(folder).filter((name) => name.endsWith('.cedar'))
  return { schema: read('claw.cedarschema'), files: names.sort().map(read) }
}

/** Throws a PolicyError when the schema or a policy cannot be read, or when two policies share an id. */
export const createPolicySet = (schema: SourceFile, files: readonly SourceFile[]): PolicySet => {
  const policies = new Map<string, Policy>()
  for (const policy of files.flatMap(readPolicies)) {
    const { id, file, line } = policy
    if (policies.has(id)) throw new PolicyError([{ file, line, message: `the id ${id} is used twice` }])
    policies.set(id, policy)
  }
  const letters = JSON.stringify([schema.text, ...files.map(({ name, text }) => [name, text])])
  const version = `sha256:${createHash('sha256').update(letters).digest('hex')}`
  return { schema, policies, tools: toolsOf(schema), version }
}
