// Why: the deployed code talks to AWS through the SDK; here it must meet the same answers and the same errors.
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import { stateMachineArn } from '../index.ts'
import { ask, call, done, emulator, machine, noon } from './emulator.ts'

const asking = machine({ Ask: ask() })
const finishing = machine({ Done: done })
const day = 24 * 3600

describe('StartExecution', () => {
  it('is idempotent by name and input while the execution runs, and refuses the name otherwise', async () => {
    const sfn = await emulator()
    const arn = await sfn.create(asking)
    const first = await sfn.start(arn, { n: 1 }, 'act_1')

    expect(await sfn.start(arn, { n: 1 }, 'act_1')).toBe(first)
    expect(sfn.calls).toHaveLength(1)
    await expect(sfn.start(arn, { n: 2 }, 'act_1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
    await sfn.succeed(sfn.lastToken(), {})
    await expect(sfn.start(arn, { n: 1 }, 'act_1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
  })

  it('has one execution when it is sent twenty times at once', async () => {
    const sfn = await emulator()
    const arn = await sfn.create(asking)
    const starts = await Promise.all(Array.from({ length: 20 }, () => sfn.start(arn, {}, 'act_1')))
    expect(new Set(starts).size).toBe(1)
    expect(sfn.calls).toHaveLength(1)
  })

  it('gives a name back ninety days after its execution has ended', async () => {
    const sfn = await emulator()
    const arn = await sfn.create(finishing)
    const execution = await sfn.start(arn, {}, 'act_1')
    await sfn.advance(90 * day)
    await expect(sfn.start(arn, {}, 'act_1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
    await sfn.advance(1)
    await sfn.start(arn, { again: true }, 'act_1')
    expect((await sfn.describe(execution)).input).toBe('{"again":true}')
  })

  it.each<[string, object, string]>([
    ['an input that is no JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['an input beyond the quota', { input: `"${'é'.repeat(131_072)}"` }, 'ValidationException'],
    ['a name that AWS would not take', { name: 'two words' }, 'InvalidName'],
    ['too long a name', { name: 'a'.repeat(81) }, 'InvalidName'],
    [
      'a state machine that is not there',
      { stateMachineArn: stateMachineArn('absent') },
      'StateMachineDoesNotExist',
    ],
    ['an ARN that is none', { stateMachineArn: 'absent' }, 'InvalidArn'],
  ])('refuses %s', async (_, wrong, name) => {
    const sfn = await emulator()
    const right = { stateMachineArn: await sfn.create(finishing) }
    await expect(sfn.client.send(new StartExecutionCommand({ ...right, ...wrong }))).rejects.toMatchObject({
      name,
    })
    expect(sfn.engine.executions()).toEqual([])
  })
})

describe('state machines', () => {
  it('may be created again as they are, and not otherwise', async () => {
    const sfn = await emulator()
    const arn = await sfn.create(finishing, 'approval-gate')
    expect(arn).toBe(stateMachineArn('approval-gate'))
    expect(await sfn.create(finishing, 'approval-gate')).toBe(arn)
    await expect(sfn.create(asking, 'approval-gate')).rejects.toMatchObject({
      name: 'StateMachineAlreadyExists',
    })
  })

  it('keep their old definition for the executions that began with it', async () => {
    const sfn = await emulator()
    const arn = await sfn.create(
      machine({ Ask: ask({ Next: 'Old' }), Old: { Type: 'Pass', Result: 'old', End: true } }),
      'gate',
    )
    const before = await sfn.start(arn)
    const definition = JSON.stringify(machine({ New: { Type: 'Pass', Result: 'new', End: true } }))

    await sfn.client.send(new UpdateStateMachineCommand({ stateMachineArn: arn, definition }))

    const after = await sfn.start(arn)
    await sfn.succeed(sfn.lastToken(), {})
    expect((await sfn.describe(before)).output).toBe('"old"')
    expect((await sfn.describe(after)).output).toBe('"new"')
    expect(await sfn.client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }))).toMatchObject({
      name: 'gate',
      status: 'ACTIVE',
      definition,
    })
  })

  it('are deployed in one call, the first time and later', async () => {
    const sfn = await emulator()
    const arn = sfn.engine.deploy('gate', JSON.stringify(asking))
    expect(sfn.engine.deploy('gate', JSON.stringify(finishing))).toBe(arn)
    expect((await sfn.describe(await sfn.start(arn))).status).toBe('SUCCEEDED')
    expect(() => sfn.engine.deploy('gate', '{}')).toThrow('Invalid State Machine Definition')
  })
})

describe('executions', () => {
  it('are described from start to stop', async () => {
    const sfn = await emulator()
    const arn = await sfn.create(machine({ Pause: { Type: 'Wait', Seconds: 90, End: true } }), 'pause')
    const execution = await sfn.start(arn, { n: 1 }, 'act_1')
    await sfn.advance(90)
    expect(await sfn.describe(execution)).toMatchObject({
      executionArn: execution,
      stateMachineArn: arn,
      name: 'act_1',
      status: 'SUCCEEDED',
      startDate: new Date(noon),
      stopDate: new Date(noon + 90_000),
      input: '{"n":1}',
      output: '{"n":1}',
    })
  })

  it('are listed newest first, by status and in pages', async () => {
    const sfn = await emulator()
    const arn = await sfn.create(asking)
    for (const name of ['a', 'b', 'c', 'd', 'e']) await sfn.start(arn, {}, name)
    await sfn.client.send(new StopExecutionCommand({ executionArn: await sfn.start(arn, {}, 'c') }))

    const names: (string | undefined)[] = []
    let nextToken: string | undefined
    do {
      const page = await sfn.client.send(
        new ListExecutionsCommand({
          stateMachineArn: arn,
          statusFilter: 'RUNNING',
          maxResults: 2,
          nextToken,
        }),
      )
      names.push(...(page.executions ?? []).map(({ name }) => name))
      nextToken = page.nextToken
    } while (nextToken)

    expect(names).toEqual(['e', 'd', 'b', 'a'])
  })

  it('show where they stand, and tell when they move', async () => {
    const sfn = await emulator({ functions: { work: () => 1 } })
    const moves: string[] = []
    const stop = sfn.engine.onTransition(({ name, state, status }) =>
      moves.push(`${name} ${state} ${status}`),
    )
    const arn = await sfn.create(
      machine({ Work: call('work', { Next: 'Ask' }), Ask: ask({ Next: 'Done' }), Done: done }),
      'gate',
    )
    await sfn.start(arn, {}, 'act_1')
    await sfn.start(arn, {}, 'act_2')

    expect(sfn.engine.executions()).toEqual([
      { name: 'act_2', stateMachine: 'gate', status: 'RUNNING', state: 'Ask' },
      { name: 'act_1', stateMachine: 'gate', status: 'RUNNING', state: 'Ask' },
    ])
    await sfn.succeed(sfn.lastToken(), {})
    expect(sfn.engine.executions(1)[0]).toMatchObject({ status: 'SUCCEEDED', state: 'Done' })
    expect(moves.filter((move) => move.startsWith('act_2'))).toEqual([
      'act_2 Work RUNNING',
      'act_2 Ask RUNNING',
      'act_2 Ask RUNNING',
      'act_2 Done SUCCEEDED',
    ])
    stop()
    await sfn.start(arn, {}, 'act_3')
    expect(moves.some((move) => move.startsWith('act_3'))).toBe(false)
  })

  it('can be stopped again without a second effect', async () => {
    const sfn = await emulator()
    const { executionArn } = await sfn.play(asking)
    const first = await sfn.client.send(new StopExecutionCommand({ executionArn }))
    await sfn.advance(60)
    const second = await sfn.client.send(new StopExecutionCommand({ executionArn }))
    expect(second.stopDate).toEqual(first.stopDate)
  })

  it('that are not there are said not to be', async () => {
    const sfn = await emulator()
    const executionArn = `${stateMachineArn('gate').replace(':stateMachine:', ':execution:')}:act_1`
    await expect(sfn.client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    })
  })

  it('have a history as the SDK reads it, forwards, backwards and in pages', async () => {
    const sfn = await emulator({ functions: { work: () => ({ ok: true }) } })
    const bare = 'arn:aws:lambda:us-east-1:000000000000:function:bare'
    const { executionArn } = await sfn.play(
      machine({
        Work: call('work', { Next: 'Bare' }),
        Bare: { Type: 'Task', Resource: bare, Next: 'Ask' },
        Ask: ask(),
      }),
      { n: 1 },
    )
    await sfn.succeed(sfn.lastToken(), 'yes')
    const history = await sfn.client.send(new GetExecutionHistoryCommand({ executionArn }))

    expect(history.events?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ])
    expect(history.events?.[0]).toMatchObject({
      id: 1,
      timestamp: new Date(noon),
      executionStartedEventDetails: { input: '{"n":1}' },
    })
    expect(history.events?.[1]?.stateEnteredEventDetails).toEqual({ name: 'Work', input: '{"n":1}' })
    expect(history.events?.[2]?.taskScheduledEventDetails).toMatchObject({
      resource: 'invoke',
      resourceType: 'lambda',
    })
    expect(JSON.parse(history.events?.[2]?.taskScheduledEventDetails?.parameters ?? '')).toEqual({
      FunctionName: 'work',
      Payload: {},
    })
    expect(history.events?.at(-1)?.executionSucceededEventDetails?.output).toBe('"yes"')

    const ids: (number | undefined)[] = []
    let nextToken: string | undefined
    do {
      const page = await sfn.client.send(
        new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 5, nextToken }),
      )
      ids.push(...(page.events ?? []).map(({ id }) => id))
      nextToken = page.nextToken
    } while (nextToken)
    expect(ids).toEqual(history.events?.map(({ id }) => id).reverse())
  })
})

describe('calls that are none', () => {
  const send = async (target: string, body: string) => {
    const { engine } = await emulator()
    const headers = { 'x-amz-target': target }
    const response = await engine.handle(new Request('http://localhost/', { method: 'POST', headers, body }))
    return [response.status, ((await response.json()) as { __type: string }).__type.split('#')[1]]
  }

  it.each([
    [
      'an operation of the API that is not here',
      'AWSStepFunctions.CreateActivity',
      '{}',
      'UnknownOperationException',
    ],
    ['a name that every object has', 'AWSStepFunctions.constructor', '{}', 'UnknownOperationException'],
    ['another service', 'DynamoDB_20120810.GetItem', '{}', 'UnknownOperationException'],
    ['a body that is no JSON', 'AWSStepFunctions.StartExecution', '{', 'SerializationException'],
    ['a body that is no object', 'AWSStepFunctions.StartExecution', '[]', 'ValidationException'],
    ['a missing member', 'AWSStepFunctions.StartExecution', '{}', 'ValidationException'],
    [
      'a member of another type',
      'AWSStepFunctions.SendTaskSuccess',
      '{"taskToken":1,"output":"{}"}',
      'ValidationException',
    ],
    [
      'too large a body',
      'AWSStepFunctions.StartExecution',
      ' '.repeat(3_000_001),
      'RequestEntityTooLargeException',
    ],
  ])('are refused: %s', async (_, target, body, name) => {
    expect(await send(target, body)).toEqual([400, name])
  })
})
