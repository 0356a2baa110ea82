// What an operation asks of DynamoDB: recorded once, counted, and sent again bare, which is the floor that it is held against.
import {
  BatchGetItemCommand,
  type ConsumedCapacity,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { dynamodb } from '#store/kernel/table.ts'

const commands = {
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} as const
type CommandName = keyof typeof commands

export interface Call {
  name: CommandName
  input: object
  /** Calls of one wave were in flight together. */
  wave: number
  /** Read or write units, whichever the call takes, with those of its indexes. */
  units: number
}

const isCommand = (name: string | undefined): name is CommandName => name !== undefined && name in commands

const unitsOf = (consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number =>
  [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)

/** The DynamoDB calls that `work` makes, in order. Nothing else may use the store meanwhile. */
export const recordCalls = async (work: () => Promise<unknown>): Promise<Call[]> => {
  const calls: Call[] = []
  let wave = 0
  let inFlight = 0
  dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!isCommand(commandName)) throw new Error(`bench/calls.ts cannot send ${commandName} again`)
        if (inFlight === 0) wave += 1
        const call: Call = { name: commandName, input: structuredClone(args.input), wave, units: 0 }
        calls.push(call)
        inFlight += 1
        try {
          const result = await next({
            ...args,
            input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } as typeof args.input,
          })
          call.units = unitsOf((result.output as { ConsumedCapacity?: ConsumedCapacity[] }).ConsumedCapacity)
          return result
        } finally {
          inFlight -= 1
        }
      },
    { step: 'initialize', name: 'recordCalls' },
  )
  try {
    await work()
  } finally {
    dynamodb.middlewareStack.remove('recordCalls')
  }
  return calls
}

/** The calls as they would be with other ids and times in them; each old text must be unmistakable. */
export const rewritten = <T>(calls: T, replacements: readonly (readonly [string, string])[]): T =>
  JSON.parse(replacements.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(calls)))

// A command is made from its input for each call, as the store does: that is part of any call.
const send = ({ name, input }: Call): Promise<unknown> => {
  const Command = commands[name] as new (input: object) => GetItemCommand
  return dynamodb.send(new Command(input))
}

/** Sends the calls through the store's own client, in the waves in which they were recorded. */
export const resend = (calls: readonly Call[]): (() => Promise<void>) => {
  const waves = [...Map.groupBy(calls, ({ wave }) => wave).values()]
  return async () => {
    for (const wave of waves) await Promise.all(wave.map(send))
  }
}

const reads = new Set<CommandName>(['BatchGetItemCommand', 'GetItemCommand', 'QueryCommand'])

/** How many calls, and what DynamoDB bills for them. */
export const bill = (calls: readonly Call[]) => {
  const sum = (reading: boolean) =>
    calls.filter(({ name }) => reads.has(name) === reading).reduce((total, { units }) => total + units, 0)
  return { calls: calls.length, readUnits: sum(true), writeUnits: sum(false) }
}
