// Why: the laptop runs the very handlers that are deployed, under the limits that serverless.yml sets for them.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Context } from 'aws-lambda'
import { patient } from '#config/patience.ts'
import type { LocalNames } from '../../resources.ts'
import type { FunctionEntry, Service } from '../../service.ts'

type Handler = (event: unknown, context: Context) => unknown

export interface LocalFunctions {
  /** Runs a function by key or ARN on its own copy of `payload`; rejects with the handler's error or a timeout. */
  invoke(keyOrArn: string, payload: unknown): Promise<unknown>
}

/** The error that Step Functions and the event sources see for a function that ran too long. */
class FunctionTimeout extends Error {
  override name = 'Sandbox.Timedout'
}

class MissingHandler extends Error {
  override name = 'Runtime.ImportModuleError'
}

/**
 * Imports every handler's TypeScript source. `process.env` must be complete before: handlers read it on import.
 * One that cannot be imported fails when it is invoked, as on Lambda, and is named on stderr now.
 */
export async function loadFunctions(
  root: string,
  service: Service,
  names: LocalNames,
): Promise<LocalFunctions> {
  const loaded = new Map<string, { entry: FunctionEntry; handler: Handler }>()
  await Promise.all(
    service.functions.map(async (entry) => {
      const handler = await importHandler(root, entry).catch((error: unknown) => {
        console.error(`Function ${entry.key} cannot run: ${error instanceof Error ? error.message : error}`)
        return () => Promise.reject(error)
      })
      loaded.set(entry.key, { entry, handler })
      loaded.set(names.functionArn(entry.key), { entry, handler })
    }),
  )
  return {
    invoke: async (keyOrArn, payload) => {
      const found = loaded.get(keyOrArn)
      if (!found) throw new Error(`There is no function ${keyOrArn}.`)
      const { entry, handler } = found
      const seconds = patient(entry.timeoutSeconds)
      const started = performance.now()
      const context = contextOf(entry, names.functionArn(entry.key), started)
      const result = await within(seconds, context, () => handler(asJson(payload), context))
      return asJson(result)
    },
  }
}

async function importHandler(root: string, { key, module, exportName }: FunctionEntry): Promise<Handler> {
  const path = join(root, `${module}.ts`)
  if (!existsSync(path)) throw new MissingHandler(`${module}.ts does not exist (serverless.yml, ${key}).`)
  const exports: Record<string, unknown> = await import(pathToFileURL(path).href)
  const handler = exports[exportName]
  if (typeof handler !== 'function') throw new MissingHandler(`${module}.ts does not export ${exportName}.`)
  return (event, context) => Reflect.apply(handler, undefined, [event, context])
}

/** What crosses to and from a function is JSON, so nothing can be shared by reference here and fail on AWS. */
const asJson = (value: unknown): unknown =>
  value === undefined ? null : JSON.parse(JSON.stringify(value) ?? 'null')

async function within(seconds: number, context: Context, run: () => unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    // A handler cannot be killed inside our process: its late result is thrown away instead.
    timer = setTimeout(() => {
      const message = `RequestId: ${context.awsRequestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`
      reject(new FunctionTimeout(message))
    }, seconds * 1000)
  })
  try {
    return await Promise.race([(async () => run())(), timeout])
  } finally {
    clearTimeout(timer)
  }
}

/** Remaining time is real time, whatever the virtual clock does meanwhile. */
function contextOf(entry: FunctionEntry, arn: string, started: number): Context {
  const functionName = arn.slice(arn.lastIndexOf(':') + 1)
  const unsupported = () => {
    throw new Error('context.done, succeed and fail ended with the callback runtimes.')
  }
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(entry.memoryMb),
    awsRequestId: crypto.randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () =>
      Math.max(0, Math.round(patient(entry.timeoutSeconds) * 1000 - (performance.now() - started))),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  }
}
