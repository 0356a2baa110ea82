// Given: an emulator behind real HTTP, the real SDK client in front of it, and a clock that only the test moves.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { onTestFinished } from 'vitest'
import { createStepFunctions, type StepFunctions } from '../index.ts'

type Payload = Record<string, unknown>
type Functions = Record<string, (payload: Payload) => unknown>

export interface Emulator {
  client: SFNClient
  engine: StepFunctions
  /** What the functions were given, in order. */
  calls: { name: string; payload: Payload; at: number }[]
  now(): number
  /** Moves the clock on, stopping wherever something falls due. */
  advance(seconds: number): Promise<void>
  /** Moves the clock without telling the emulator. */
  setClock(at: number): void
  create(definition: object, name?: string): Promise<string>
  start(stateMachineArn: string, input?: unknown, name?: string): Promise<string>
  describe(executionArn: string): Promise<DescribeExecutionCommandOutput>
  /** Creates, starts and, when no function is being called any more, describes. */
  play(definition: object, input?: unknown): Promise<DescribeExecutionCommandOutput>
  succeed(taskToken: string, output: unknown): Promise<unknown>
  /** The task token in the last call of a function. */
  lastToken(): string
}

interface Given {
  functions?: Functions
  db?: DatabaseSync
  at?: number
  random?: () => number
}

export const noon = Date.UTC(2026, 10, 21, 12)

export async function emulator(given: Given = {}): Promise<Emulator> {
  const { functions = {}, db = new DatabaseSync(':memory:'), at = noon, random = Math.random } = given
  let now = at
  const calls: Emulator['calls'] = []
  const engine = createStepFunctions({
    db,
    clock: { now: () => now },
    random,
    setTimer: () => () => {},
    invoke: async (name, payload) => {
      calls.push({ name, payload: payload as Payload, at: now })
      return functions[name]?.(payload as Payload)
    },
  })
  const endpoint = await listen(engine)
  const client = new SFNClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
  onTestFinished(() => {
    engine.close()
    client.destroy()
  })

  async function advance(seconds: number): Promise<void> {
    const target = now + seconds * 1000
    await engine.idle()
    for (let due = engine.nextDueAt(); due !== undefined && due <= target; due = engine.nextDueAt()) {
      now = Math.max(now, due)
      engine.tick()
      await engine.idle()
    }
    now = target
  }

  async function create(definition: object, name = `machine-${crypto.randomUUID()}`): Promise<string> {
    const roleArn = 'arn:aws:iam::000000000000:role/states'
    const command = new CreateStateMachineCommand({ name, roleArn, definition: JSON.stringify(definition) })
    return (await client.send(command)).stateMachineArn!
  }

  async function start(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
    const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), name })
    const { executionArn } = await client.send(command)
    await engine.idle()
    return executionArn!
  }

  async function describe(executionArn: string): Promise<DescribeExecutionCommandOutput> {
    await engine.idle()
    return client.send(new DescribeExecutionCommand({ executionArn }))
  }

  return {
    client,
    engine,
    calls,
    now: () => now,
    advance,
    setClock: (at) => {
      now = at
    },
    create,
    start,
    describe,
    play: async (definition, input) => describe(await start(await create(definition), input)),
    succeed: (taskToken, output) =>
      client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
    lastToken: () => String(calls.at(-1)!.payload['token']),
  }
}

async function listen(engine: StepFunctions): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const headers = new Headers(incoming.headers as Record<string, string>)
    const request = new Request('http://localhost/', { method: 'POST', headers, body: Buffer.concat(chunks) })
    const response = await engine.handle(request)
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(await response.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The usual states of these tests, so that each test shows only what is special about its own. */
export const done = { Type: 'Succeed' }
export const call = (functionName: string, rest: object = { End: true }, payload: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: functionName, Payload: payload },
  ...rest,
})
export const ask = (rest: object = { End: true }) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } },
  ...rest,
})
export const machine = (states: Record<string, object>, rest: object = {}) => ({
  StartAt: Object.keys(states)[0],
  States: states,
  ...rest,
})

/** As a Lambda function fails: the name of the error is what Retry and Catch see. */
export function failure(name: string, message = 'it did not work'): Error {
  return Object.assign(new Error(message), { name })
}
