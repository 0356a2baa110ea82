// Turns the switch for an agent that is nobody's and sees from outside whether it stops, as any agent would have to.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { CANARY, CANARY_SCOPE } from '#domain/kill-switch/stops.ts'
import { system } from '#domain/shared/actor.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { ApiUnanswered, callOwnApi } from '#gateways/own-api.ts'
import { putCredentialIfNew } from '#store/agent/credentials.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'
import { errorFields, log } from '#telemetry/log.ts'

/** A pause that is not seen this soon counts as one that does not work. */
export const CONFIRM_MS = 5_000
const LOOK_EVERY_MS = 200
/** It ends by itself should the release below never happen. */
const AT_MOST_SECONDS = 120

const SwitchAnswer = z.looseObject({ effective: z.string() })
const Answered = z.looseObject({ decision: z.string() })

const asSystem = { by: system(CANARY), mayAct: true, scope: CANARY_SCOPE }

interface Seen {
  /** What the switch says to the canary. */
  effective: string
  /** What the gate says to it. */
  decision: string
}

const lookOnce = async (token: string, revision: number): Promise<Seen> => {
  const body = { idempotencyKey: `canary-${revision}-${randomUUID()}`, tool: 'session_status', params: {} }
  const [effective, answered] = await Promise.all([
    callOwnApi('GET', '/v1/switch', { token }),
    callOwnApi('POST', '/v1/actions', { token, body }),
  ])
  return { effective: SwitchAnswer.parse(effective).effective, decision: Answered.parse(answered).decision }
}

const confirmStop = async (token: string, revision: number): Promise<string | undefined> => {
  const giveUp = performance.now() + CONFIRM_MS
  let problem = ''
  do {
    try {
      const { effective, decision } = await lookOnce(token, revision)
      if (effective === 'paused' && decision === 'deny') {
        const body = { revision, stoppedRuns: [], stragglers: [] }
        await callOwnApi('POST', '/v1/switch/acks', { token, body })
        return undefined
      }
      problem = `the switch says “${effective}” and the gate answers “${decision}”`
    } catch (error) {
      log.warn('canary.unanswered', errorFields(error))
      problem = error instanceof ApiUnanswered ? error.message : 'the API does not answer as it should'
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  } while (performance.now() < giveUp)
  return problem
}

/** Undefined when a pause stopped the canary in time, and otherwise what went wrong, in words without anything secret. */
export const selfTest = async (token: string): Promise<string | undefined> => {
  const credential = {
    kind: 'agent' as const,
    agent: CANARY,
    owner: 'claw-control',
    environment: 'self-test',
  }
  try {
    await putCredentialIfNew(token, credential)
    const now = new Date().toISOString()
    const { state } = await runSwitch(
      {
        type: 'EngageSwitch',
        now,
        ...asSystem,
        mode: 'paused',
        reason: 'The switch tests itself',
        until: plusSeconds(now, AT_MOST_SECONDS),
      },
      randomUUID(),
    )
    return await confirmStop(token, state.revision)
  } catch (error) {
    return `the pause could not be recorded (${error instanceof Error ? error.name : 'error'})`
  } finally {
    const now = new Date().toISOString()
    await runSwitch({ type: 'ReleaseSwitch', now, ...asSystem }, randomUUID()).catch((error: Error) =>
      log.fault('canary.not-released', error),
    )
  }
}
