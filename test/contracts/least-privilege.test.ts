// Every function may do what its bundle calls, and nothing else: read from the code that ships, not from a list.
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Bundle, bundleFunctions } from '#infra/bundle.ts'
import { ROOT } from './packaged-service.ts'

interface Statement {
  Effect: string
  Action: string[]
  Resource: unknown
  Condition?: { 'ForAllValues:StringLike'?: { 'dynamodb:LeadingKeys'?: string[] } }
}

interface Role {
  Type: string
  Properties: { Policies: { PolicyDocument: { Statement: Statement[] } }[] }
}

interface ServerlessFunction {
  role: string
  environment?: Record<string, unknown>
  events?: { stream?: { destinations?: unknown } }[]
}

const load = createRequire(import.meta.url)
const rolesIn = (file: string): Record<string, Role> =>
  Object.fromEntries(
    Object.entries<Role>(load(join(ROOT, 'infra', file)).Resources).filter(
      ([, { Type }]) => Type === 'AWS::IAM::Role',
    ),
  )
const functionRoles = rolesIn('roles.cjs')
const allRoles = { ...functionRoles, ...rolesIn('state-machines.cjs') }
const functions: Record<string, ServerlessFunction> = parse(
  readFileSync(join(ROOT, 'serverless.yml'), 'utf8'),
).functions

const statementsOf = (role: Role | undefined) =>
  role?.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ?? []

/** Actions that AWS cannot bind to a resource. */
const WITHOUT_RESOURCE = new Set([
  'dynamodb:ListStreams',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'states:SendTaskFailure',
  'states:SendTaskSuccess',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
])

const EVERY_FUNCTION = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]

/** What Lambda itself does in the function's name to read a stream. */
const STREAM_READER = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
]

const IAM_PREFIX: Record<string, string> = {
  'client-apigatewaymanagementapi': 'execute-api',
  'client-dynamodb': 'dynamodb',
  'client-secrets-manager': 'secretsmanager',
  'client-sfn': 'states',
}

/** A transaction itself is no IAM action; its puts and updates are. */
const IAM_NAME: Record<string, string> = {
  TransactWriteItems: 'PutItem',
  PostToConnection: 'ManageConnections',
  DeleteConnection: 'ManageConnections',
}

/** The SDK's DynamoDB client carries this command to find its endpoint and never sends it for a regional one. */
const NEVER_SENT = new Set(['DescribeEndpoints'])

const COMMAND = /@aws-sdk\/(client-[\w-]+)\/dist-es\/commands\/(\w+)Command\.js$/

function actionsCalledBy({ inputs }: Bundle): string[] {
  return inputs.flatMap((path) => {
    const [, client, command] = COMMAND.exec(path) ?? []
    if (!client || !command || NEVER_SENT.has(command)) return []
    return [`${IAM_PREFIX[client] ?? client}:${IAM_NAME[command] ?? command}`]
  })
}

const sorted = (actions: string[]) => [...new Set(actions)].sort()

describe('what a function may do is what it does', () => {
  let folder: string
  let bundles: Bundle[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'claw-control-bundles-'))
    bundles = await bundleFunctions(ROOT, folder)
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('no action is missing and none is too many', async () => {
    const called = bundles.map(async (bundle) => {
      const streams = functions[bundle.name]?.events?.flatMap(({ stream }) => stream ?? []) ?? []
      const code = await readFile(join(folder, bundle.file), 'utf8')
      return [
        bundle.name,
        sorted([
          ...EVERY_FUNCTION,
          ...(streams.length > 0 ? STREAM_READER : []),
          ...(streams.some(({ destinations }) => destinations) ? ['sqs:SendMessage'] : []),
          ...(code.includes('UpdateExpression:') ? ['dynamodb:UpdateItem'] : []),
          ...actionsCalledBy(bundle),
        ]),
      ]
    })
    const granted = bundles.map(({ name }) => [
      name,
      sorted(statementsOf(functionRoles[functions[name]!.role]).flatMap(({ Action }) => Action)),
    ])
    expect(Object.fromEntries(granted)).toEqual(Object.fromEntries(await Promise.all(called)))
  })

  test('an index may be read by those who name it', async () => {
    const named = bundles.map(async ({ name, file }) => {
      const code = await readFile(join(folder, file), 'utf8')
      return [name, sorted([...code.matchAll(/IndexName:["'`](\w+)/g)].map(([, index]) => index!))]
    })
    const granted = bundles.map(({ name }) => {
      const resources = JSON.stringify(
        statementsOf(functionRoles[functions[name]!.role]).map(({ Resource }) => Resource),
      )
      return [name, sorted([...resources.matchAll(/\/index\/(\w+)/g)].map(([, index]) => index!))]
    })
    expect(Object.fromEntries(granted)).toEqual(Object.fromEntries(await Promise.all(named)))
  })

  test('a variable is given to those who read it', async () => {
    const variables = sorted(
      Object.values(functions).flatMap(({ environment }) => Object.keys(environment ?? {})),
    )
    const read = bundles.map(async ({ name, file }) => {
      const code = await readFile(join(folder, file), 'utf8')
      return [name, variables.filter((variable) => new RegExp(`\\b${variable}\\b`).test(code))]
    })
    const given = bundles.map(({ name }) => [name, sorted(Object.keys(functions[name]?.environment ?? {}))])
    expect(Object.fromEntries(given)).toEqual(Object.fromEntries(await Promise.all(read)))
  })
})

test('every role belongs to one function', () => {
  expect(sorted(Object.keys(functionRoles))).toEqual(
    Object.values(functions)
      .map(({ role }) => role)
      .sort(),
  )
})

test('no role has a wildcard, but for what AWS cannot bind to a resource', () => {
  const tooWide = Object.entries(allRoles).flatMap(([id, role]) =>
    statementsOf(role).flatMap(({ Action, Resource }) =>
      Action.filter(
        (action) => action.includes('*') || (Resource === '*' && !WITHOUT_RESOURCE.has(action)),
      ).map((action) => `${id}: ${action}`),
    ),
  )
  expect(tooWide).toEqual([])
})

const changing = /^dynamodb:(Delete|Update|PartiQL|BatchWrite)/
/** What is no part of the record: the facts of the moment, who holds a socket, the last incident's number, sums. */
const CHANGEABLE = ['posture/posture', 'live/*', 'counter/incident', 'usage/*', 'rate/*', 'recent/*', 'run/*']

test('nobody may change or delete what is on record', () => {
  const tooMuch = Object.entries(allRoles).flatMap(([id, role]) =>
    statementsOf(role)
      .filter(({ Action }) => Action.some((action) => changing.test(action)))
      .map(({ Action, Condition }) => ({
        id,
        Action,
        keys: Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? ['any'],
      }))
      .filter(({ keys }) => keys.some((key) => !CHANGEABLE.includes(key))),
  )
  expect(tooMuch).toEqual([])
})
