// Task tokens: whoever holds one may end the task, or say that it is still being worked on.
import * as z from 'zod'
import { type Operation, operation } from './api.ts'
import { asBoundedText } from './data-flow.ts'
import type { Engine } from './engine.ts'
import { ApiError, StateError } from './errors.ts'
import type { Json } from './paths.ts'
import { failByToken, heartbeat, succeedByToken } from './tasks.ts'

const taskToken = z.string().min(1).max(2048)

export function taskOperations(engine: Engine): Record<string, Operation> {
  return {
    SendTaskSuccess: operation(z.object({ taskToken, output: z.string() }), ({ taskToken, output }) => {
      const value = parseOutput(output)
      engine.run((work) => succeedByToken(work, taskToken, value))
      return {}
    }),
    SendTaskFailure: operation(
      z.object({
        taskToken,
        error: z.string().max(256).default(''),
        cause: z.string().max(32_768).default(''),
      }),
      ({ taskToken, error, cause }) => {
        engine.run((work) => failByToken(work, taskToken, new StateError(error, cause)))
        return {}
      },
    ),
    SendTaskHeartbeat: operation(z.object({ taskToken }), ({ taskToken }) => {
      engine.run((work) => heartbeat(work, taskToken))
      return {}
    }),
  }
}

function parseOutput(output: string): Json {
  try {
    const value: Json = JSON.parse(output)
    asBoundedText(value)
    return value
  } catch (error) {
    const reason = error instanceof StateError ? error.message : 'it is not JSON'
    throw new ApiError('InvalidOutput', `Invalid output: ${reason}`)
  }
}
