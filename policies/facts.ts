// The one place that derives facts from parameters: parameters become resources, and resources become what policies see.
import type * as z from 'zod'
import type { Resource } from './resources/resource.ts'
import { looksLikeAddress } from './resources/resource.ts'
import { type Around, sheetOf } from './resources/sheet.ts'
import { namesSecret } from './secret-files.ts'
import type { Sheet } from './tool-facts.ts'
import { anyTool } from './tools/any-tool.ts'
import { businessTools } from './tools/business-tools.ts'
import { fileTools } from './tools/file-tools.ts'
import { gatewayTools } from './tools/gateway-tools.ts'
import { messageTools } from './tools/message-tools.ts'
import { shellTools } from './tools/shell-tools.ts'
import type { Call, Parameter, Tool } from './tools/tool.ts'
import { webTools } from './tools/web-tools.ts'

const tools = new Map<string, Tool>(
  [businessTools, fileTools, shellTools, messageTools, webTools, gatewayTools].flatMap((each) =>
    Object.entries(each),
  ),
)

/** The parameters that are known of a tool; undefined for one that only the schema knows. */
export const parametersOf = (name: string): string[] | undefined => {
  const tool = tools.get(name)
  return tool && Object.keys(tool.parameters)
}

export interface Problem {
  /** `params`, or the path of one parameter, like `params.to.3`. */
  field: string
  message: string
}

const isCall = (params: unknown): params is Call =>
  typeof params === 'object' && params !== null && !Array.isArray(params)
const has = (call: Call, name: string): boolean =>
  Object.hasOwn(call, name) && call[name] !== undefined && call[name] !== null

const problemsOf = (name: string, { issues }: z.ZodError): Problem[] =>
  issues.map(({ path, message }) => ({ field: ['params', name, ...path.map(String)].join('.'), message }))

/** An unlisted parameter is asked about anyway; where it plainly carries a secret or an address, it is judged as that too. */
const guessed = (value: unknown): Resource[] => {
  if (typeof value !== 'string' || value.length > 4_096) return []
  if (looksLikeAddress(value)) return [{ kind: 'address', url: value }]
  return namesSecret(value) ? [{ kind: 'file', does: 'send', path: value }] : []
}

interface Read {
  problems: Problem[]
  resources: Resource[]
}

const readParameter = (name: string, parameter: Parameter, value: unknown): Read => {
  const checked = parameter.shape.safeParse(value)
  if (checked.success) return { problems: [], resources: parameter.resources?.(value as never) ?? [] }
  // What names a resource and cannot be read could not be judged by anybody; the rest is merely odd.
  if (parameter.resources) return { problems: problemsOf(name, checked.error), resources: [] }
  return { problems: [], resources: [{ kind: 'unknown', what: `the value of “${name}”` }] }
}

const read = (tool: Tool, call: Call): Read => {
  const problems: Problem[] = []
  const resources: Resource[] = []
  for (const [name, value] of Object.entries(call)) {
    if (value === undefined || value === null) continue
    const parameter = Object.hasOwn(tool.parameters, name) ? tool.parameters[name] : undefined
    if (parameter) {
      const one = readParameter(name, parameter, value)
      problems.push(...one.problems)
      resources.push(...one.resources)
    } else if (tool.open) resources.push(...anyTool.guess(name, value))
    else resources.push({ kind: 'unknown', what: `the parameter “${name.slice(0, 60)}”` }, ...guessed(value))
  }
  for (const name of tool.requires ?? [])
    if (!has(call, name)) problems.push({ field: `params.${name}`, message: 'must be given' })
  if (tool.needs && !tool.needs.some((name) => has(call, name)))
    problems.push({ field: `params.${tool.needs[0]}`, message: 'must be text' })
  return { problems, resources }
}

export type Derived = { ok: true; sheet: Sheet; resources: Resource[] } | { ok: false; problems: Problem[] }

/** What is wrong with the parameters; empty when they can be judged. */
export const problemsWith = (name: string, params: unknown): Problem[] => {
  if (!isCall(params)) return [{ field: 'params', message: 'must be an object' }]
  return read(tools.get(name) ?? anyTool.tool, params).problems
}

/** The resources that a call touches and the facts about them, or what is wrong with its parameters. Expects JSON values. */
export const deriveFacts = (name: string, params: unknown, around: Around = {}): Derived => {
  if (!isCall(params)) return { ok: false, problems: [{ field: 'params', message: 'must be an object' }] }
  const tool = tools.get(name) ?? anyTool.tool
  const { problems, resources } = read(tool, params)
  if (problems.length > 0) return { ok: false, problems }
  const all = [...resources, ...(tool.together?.(params) ?? [])]
  const looks = typeof tool.looks === 'function' ? tool.looks(params) : tool.looks
  const sheet = sheetOf(all, { ...around, looks: looks ?? tool.together !== undefined })
  return {
    ok: true,
    resources: all,
    sheet: { ...sheet, facts: { ...sheet.facts, ...tool.counts?.(params) } },
  }
}
