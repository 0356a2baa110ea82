// Names and ARNs of state machines and executions; region and account are made up and always the same.
import { ApiError } from './errors.ts'

const prefix = 'arn:aws:states:us-east-1:000000000000'

export const stateMachineArn = (name: string): string => `${prefix}:stateMachine:${name}`

export const executionArn = (machineName: string, name: string): string =>
  `${prefix}:execution:${machineName}:${name}`

/** The name, if AWS would take it for a state machine or an execution. */
export function checkName(name: string): string {
  const isValid = name.length >= 1 && name.length <= 80 && !/[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u.test(name)
  if (!isValid) throw new ApiError('InvalidName', `Invalid Name: '${name.slice(0, 80)}'`)
  return name
}

export function checkArn(kind: 'stateMachine' | 'execution', arn: string): string {
  const [start, service] = ['arn:aws:states:', `:${kind}:`]
  if (!arn.startsWith(start) || !arn.includes(service))
    throw new ApiError('InvalidArn', `Invalid Arn: '${arn}'`)
  return arn
}
