// Every five minutes: does the kill switch still stop an agent? Silent while it does.
import * as z from 'zod'
import { selfTestFailed } from '#blocks/kill-switch/self-test.ts'
import { channels, directory } from '#config/load.ts'
import { holdersOf } from '#domain/shared/people.ts'
import { readSecret } from '#gateways/secrets.ts'
import { postMessage } from '#gateways/slack.ts'
import { invocation } from '#telemetry/invocation.ts'
import { log } from '#telemetry/log.ts'
import { selfTest } from './self-test.ts'

const Secret = z.object({ token: z.string().min(16) })

const problemOf = async (): Promise<string | undefined> => {
  try {
    const { token } = await readSecret(process.env['CANARY_SECRET_ID'] ?? '', Secret)
    return await selfTest(token)
  } catch (error) {
    return `its token could not be read (${error instanceof Error ? error.name : 'error'})`
  }
}

/** @throws Slack's errors, after which the self-test is run and told again */
export const handler = invocation(async (): Promise<void> => {
  const problem = await problemOf()
  if (problem === undefined) return
  log.problem('canary.failed', { problem })
  const mention = holdersOf(directory(), ['platform', 'security'])
  await postMessage({ channel: channels().operations.id, ...selfTestFailed(problem, mention) })
})
