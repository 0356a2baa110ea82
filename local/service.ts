// Why: the laptop runs what serverless.yml says, so functions, routes and resources are described only once.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'

const Environment = z.record(z.string(), z.unknown())

const WebSocketEvent = z.strictObject({ websocket: z.string() })
const HttpApiEvent = z.strictObject({ httpApi: z.string() })
const StreamEvent = z.strictObject({
  stream: z.looseObject({
    type: z.literal('dynamodb'),
    batchSize: z.int().default(100),
    parallelizationFactor: z.int().min(1).default(1),
    functionResponseType: z.literal('ReportBatchItemFailures').optional(),
    bisectBatchOnFunctionError: z.boolean().default(false),
    /** -1: as long as the stream keeps the record. */
    maximumRetryAttempts: z.int().default(-1),
    filterPatterns: z.array(z.unknown()).default([]),
  }),
})
const ScheduleEvent = z.strictObject({
  schedule: z.looseObject({ rate: z.array(z.string()), input: z.unknown().optional() }),
})
const OtherEvent = z.looseObject({})

const FunctionYaml = z.looseObject({
  handler: z.string(),
  timeout: z.number().optional(),
  memorySize: z.number().optional(),
  environment: Environment.default({}),
  events: z
    .array(z.union([HttpApiEvent, WebSocketEvent, StreamEvent, ScheduleEvent, OtherEvent]))
    .default([]),
})

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
})
const Resources = z.looseObject({ Resources: z.record(z.string(), Resource).default({}) })

const ServerlessFile = z.looseObject({
  service: z.string(),
  provider: z.looseObject({
    region: z.string(),
    timeout: z.number().default(6),
    memorySize: z.number().default(1024),
    environment: Environment.default({}),
  }),
  functions: z.record(z.string(), FunctionYaml),
  resources: z.union([z.array(Resources), Resources]),
})

export type ResourceEntry = z.infer<typeof Resource>
export type StreamSettings = z.infer<typeof StreamEvent>['stream']
export type ScheduleSettings = z.infer<typeof ScheduleEvent>['schedule']

export interface FunctionEntry {
  key: string
  /** Path of the module without `dist/` and extension, and the name of its export. */
  module: string
  exportName: string
  timeoutSeconds: number
  memoryMb: number
  environment: Record<string, unknown>
  /** `POST /v1/actions` */
  routes: string[]
  /** `$connect` */
  sockets: string[]
  streams: StreamSettings[]
  schedules: ScheduleSettings[]
}

export interface Service {
  name: string
  stage: string
  region: string
  /** What every function gets; values may still be CloudFormation intrinsics. */
  environment: Record<string, unknown>
  functions: FunctionEntry[]
  /** By logical id. */
  resources: Record<string, ResourceEntry>
}

/** Reads `serverless.yml` in `root` with everything it includes, as it would be deployed to `stage`. */
export function readService(root: string, stage: string): Service {
  const raw = readIncluded(root, 'serverless.yml')
  const name = z.looseObject({ service: z.string() }).parse(raw).service
  const file = ServerlessFile.parse(substitute(raw, { root, service: name, stage }))
  const { provider } = file
  return {
    name,
    stage,
    region: provider.region,
    environment: provider.environment,
    functions: Object.entries(file.functions).map(([key, entry]) => ({
      key,
      ...sourceOf(key, entry.handler),
      timeoutSeconds: entry.timeout ?? provider.timeout,
      memoryMb: entry.memorySize ?? provider.memorySize,
      environment: entry.environment,
      routes: entry.events.flatMap((event) => HttpApiEvent.safeParse(event).data?.httpApi ?? []),
      sockets: entry.events.flatMap((event) => WebSocketEvent.safeParse(event).data?.websocket ?? []),
      streams: entry.events.flatMap((event) => StreamEvent.safeParse(event).data?.stream ?? []),
      schedules: entry.events.flatMap((event) => ScheduleEvent.safeParse(event).data?.schedule ?? []),
    })),
    resources: Object.assign({}, ...[file.resources].flat().map((part) => part.Resources)),
  }
}

function sourceOf(key: string, handler: string): { module: string; exportName: string } {
  const match = /^dist\/(?<module>[\w./-]+)\.(?<exportName>\w+)$/.exec(handler)?.groups
  if (!match?.['module'] || !match['exportName']) {
    throw new Error(`serverless.yml: the handler of ${key} is not dist/PATH.EXPORT but "${handler}".`)
  }
  return { module: match['module'], exportName: match['exportName'] }
}

function readIncluded(root: string, path: string): unknown {
  const absolute = join(root, path)
  if (path.endsWith('.cjs')) return createRequire(absolute)(absolute)
  return parse(readFileSync(absolute, 'utf8'))
}

interface Variables {
  root: string
  service: string
  stage: string
}

/** Replaces the `${…}` variables that our files use; an unknown one is an error rather than a silent literal. */
function substitute(value: unknown, variables: Variables): unknown {
  if (Array.isArray(value)) return value.map((item) => substitute(item, variables))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, variables)]))
  }
  if (typeof value !== 'string') return value
  const included = /^\$\{file\((?<path>[\w./-]+)\)\}$/.exec(value)?.groups?.['path']
  // What a .cjs file exports is code's own result, in which `${…}` belongs to CloudFormation.
  if (included?.endsWith('.cjs')) return readIncluded(variables.root, included)
  if (included) return substitute(readIncluded(variables.root, included), variables)
  return value.replace(/\$\{(?<expression>[a-z]+:[^}]*)\}/g, (_, expression: string) =>
    variableValue(expression, variables),
  )
}

function variableValue(expression: string, { service, stage }: Variables): string {
  if (expression === 'self:service') return service
  if (expression === 'sls:stage' || expression.startsWith('opt:stage')) return stage
  const option = /^opt:\w+, '(?<fallback>[^']*)'$/.exec(expression)?.groups
  if (option?.['fallback'] !== undefined) return option['fallback']
  throw new Error(`serverless.yml: the laptop does not know the variable \${${expression}}.`)
}
