// Step Functions as the relay and the tasks use it: start once, wake once, and neither complains when it was done before.

import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'
import { patient } from '#config/patience.ts'

const client = new SFNClient({
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: patient(1_000),
    requestTimeout: patient(3_000),
    throwOnRequestTimeout: true,
  },
})

/** Starts an execution under a name of its own; one that already runs or ran under that name is left alone. */
export const startExecution = async (
  stateMachineArn: string,
  name: string,
  input: unknown,
): Promise<void> => {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error
  }
}

/** A token that is used up or timed out means that the workflow has moved on and will look for itself. */
const unlessMovedOn = async (send: Promise<unknown>): Promise<void> => {
  try {
    await send
  } catch (error) {
    const movedOn =
      error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken
    if (!movedOn) throw error
  }
}

export const completeTask = (taskToken: string, output: unknown): Promise<void> =>
  unlessMovedOn(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })))

export const failTask = (taskToken: string, error: string, cause: string): Promise<void> =>
  unlessMovedOn(client.send(new SendTaskFailureCommand({ taskToken, error, cause })))
