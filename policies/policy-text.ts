// Takes policy text apart: what each policy is called, whom it asks, and where it stands in its file.
import {
  type DetailedError,
  type PolicyJson,
  policySetTextToParts,
  policyToJson,
} from '@cedar-policy/cedar-wasm/nodejs'
import { type Requirement, risk } from '#domain/action/judgement.ts'

/** A file of policies, or the schema, as it was read. */
export interface SourceFile {
  name: string
  text: string
}

export interface Policy {
  id: string
  text: string
  file: string
  line: number
  json: PolicyJson
  reason: string
  /** In words, when the gate applies. */
  condition: string
  /** The fact whose words stand behind the reason. */
  about?: string
  /** Present when people can lift it. */
  requirement?: Requirement
}

/** Something wrong with the policies, said so that its author finds it. */
export interface Complaint {
  file: string
  line: number
  message: string
}

export class PolicyError extends Error {
  readonly complaints: Complaint[]
  constructor(complaints: Complaint[]) {
    super(complaints.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'))
    this.name = 'PolicyError'
    this.complaints = complaints
  }
}

/** Cedar counts places in UTF-8 bytes from the start of the text. */
const lineAt = (text: string, bytes: number): number =>
  Buffer.from(text).subarray(0, bytes).toString().split('\n').length

export const complaintFrom = ({ name, text }: SourceFile, error: DetailedError): Complaint => {
  const label = error.sourceLocations?.[0]?.label
  return {
    file: name,
    line: lineAt(text, error.sourceLocations?.[0]?.start ?? 0),
    message: [error.message, label, error.help].filter(Boolean).join('; '),
  }
}

/** "platform,product|support" asks for a platform person and for one of product or support. */
const parseGroups = (approvers: string): string[][] =>
  approvers.split(',').map((group) => group.split('|').map((role) => role.trim()))

const requirementOf = (annotations: Record<string, string>): Requirement | undefined => {
  const { approvers, quorum, risk: level } = annotations
  if (approvers === undefined) return undefined
  if (!/^[1-9]$/.test(quorum ?? '')) throw new Error('@approvers needs @quorum("1") to @quorum("9")')
  const parsedRisk = risk.safeParse(level)
  if (!parsedRisk.success)
    throw new Error('@approvers needs @risk("normal"), @risk("high") or @risk("critical")')
  const groups = parseGroups(approvers)
  if (groups.some((group) => group.includes(''))) throw new Error('@approvers has an empty role')
  return { groups, quorum: Number(quorum), risk: parsedRisk.data }
}

const readPolicy = (file: SourceFile, text: string): Policy => {
  const parsed = policyToJson(text)
  const line = lineAt(file.text, Buffer.byteLength(file.text.slice(0, Math.max(0, file.text.indexOf(text)))))
  const complain = (message: string): never => {
    throw new PolicyError([{ file: file.name, line, message }])
  }
  if (parsed.type === 'failure') return complain(parsed.errors.map((each) => each.message).join('; '))
  const annotations = parsed.json.annotations ?? {}
  const id = annotations['id']
  if (!id) return complain('a policy without @id("…")')
  try {
    const requirement = requirementOf(annotations)
    return {
      id,
      text,
      file: file.name,
      line,
      json: parsed.json,
      reason: annotations['reason'] ?? '',
      condition: annotations['condition'] ?? '',
      ...(annotations['about'] ? { about: annotations['about'] } : undefined),
      ...(requirement && { requirement }),
    }
  } catch (error) {
    return complain(`${id}: ${error instanceof Error ? error.message : error}`)
  }
}

/** The policies of one file, in the file's order. Throws a PolicyError that names the line. */
export const readPolicies = (file: SourceFile): Policy[] => {
  const parts = policySetTextToParts(file.text)
  if (parts.type === 'failure') throw new PolicyError(parts.errors.map((error) => complaintFrom(file, error)))
  return parts.policies.map((text) => readPolicy(file, text)).sort((a, b) => a.line - b.line)
}
