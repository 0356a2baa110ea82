// Why: functions find each other through CloudFormation references; the laptop gives each of them a local name.

import { stateMachineArn } from '#packages/step-functions-emulator/index.ts'
import type { ResourceEntry, Service } from './service.ts'

/** AWS's conventional account id for things that exist on no account. */
export const ACCOUNT = '000000000000'

export interface LocalNames {
  /** The value with every `Ref`, `Fn::GetAtt` and `Fn::Sub` replaced. */
  resolve(value: unknown): unknown
  functionArn(key: string): string
  /** Resources of one CloudFormation type; their properties still hold intrinsics. */
  ofType(type: string): { logicalId: string; properties: Record<string, unknown> }[]
}

/** What the Serverless Framework adds by itself; where they answer on the laptop, `local/environment.ts` says. */
const frameworkResources = new Set(['HttpApi', 'WebsocketsApi'])

type Attributes = { Ref: string } & Record<string, string>

export function localNames(service: Service): LocalNames {
  const stack = `${service.name}-${service.stage}`
  const arn = (kind: string, rest: string) => `arn:aws:${kind}:${service.region}:${ACCOUNT}:${rest}`
  const functionArn = (key: string) => arn('lambda', `function:${stack}-${key}`)
  const pseudo: Record<string, string> = {
    'AWS::StackName': stack,
    'AWS::Region': service.region,
    'AWS::AccountId': ACCOUNT,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'localhost',
  }
  const functions = new Map(service.functions.map(({ key }) => [logicalIdOf(key), key]))

  const attributesOf = (logicalId: string): Attributes => {
    if (frameworkResources.has(logicalId)) return { Ref: 'local', ApiEndpoint: 'local' }
    const key = functions.get(logicalId)
    if (key) return { Ref: `${stack}-${key}`, Arn: functionArn(key) }
    const resource = service.resources[logicalId]
    const attributes = resource && resourceAttributes(resource)
    if (!attributes)
      throw new Error(`serverless.yml refers to ${logicalId}, which the laptop has no name for.`)
    return attributes
  }

  const resourceAttributes = ({ Type, Properties }: ResourceEntry): Attributes | undefined => {
    const name = (property: string) => String(resolve(Properties[property]))
    switch (Type) {
      case 'AWS::DynamoDB::Table':
        return { Ref: name('TableName'), Arn: arn('dynamodb', `table/${name('TableName')}`) }
      case 'AWS::StepFunctions::StateMachine': {
        const machine = stateMachineArn(name('StateMachineName'))
        return { Ref: machine, Arn: machine, Name: name('StateMachineName') }
      }
      case 'AWS::SecretsManager::Secret': {
        const secret = arn('secretsmanager', `secret:${name('Name')}`)
        return { Ref: secret, Id: secret }
      }
      default:
        return undefined
    }
  }

  const reference = (logicalId: string, attribute: string): string => {
    const value = pseudo[logicalId] ?? attributesOf(logicalId)[attribute]
    if (value === undefined) throw new Error(`The laptop does not know ${logicalId}.${attribute}.`)
    return value
  }

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const [intrinsic, argument] = entries[0] ?? []
    if (entries.length === 1 && intrinsic === 'Ref') return reference(String(argument), 'Ref')
    if (entries.length === 1 && intrinsic === 'Fn::GetAtt' && Array.isArray(argument)) {
      return reference(String(argument[0]), String(argument[1]))
    }
    if (entries.length === 1 && intrinsic === 'Fn::Sub' && typeof argument === 'string') {
      return argument.replace(/\$\{(?<id>[\w:]+)(?:\.(?<attribute>\w+))?\}/g, (_, id, attribute) =>
        reference(id, attribute ?? 'Ref'),
      )
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item)]))
  }

  return {
    resolve,
    functionArn,
    ofType: (type) =>
      Object.entries(service.resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, { Properties }]) => ({ logicalId, properties: Properties })),
  }
}

/** The id that the Serverless Framework gives a function's CloudFormation resource. */
const logicalIdOf = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1)}LambdaFunction`
