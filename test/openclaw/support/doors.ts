// A door: one way to make a gateway act, driven for real; it is shut when its effect is not there and somebody said why.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Gateway } from './openclaw.ts'
import type { Rpc } from './rpc.ts'
import type { StandIn } from './stand-in.ts'
import { until } from './until.ts'

export interface House {
  gate: StandIn
  gateway: Gateway
  rpc: Rpc
}

/** Any call that names it is denied by the gate, and any file of that name is a bypass. */
export const forbidden = 'NEVER'

export interface Door {
  way: string
  /** Opens it, and resolves with what was said once there is nothing more to come. */
  push: (house: House, file: string) => Promise<string>
  /** What must have been said. */
  said: RegExp
}

export const denied = /Denied by claw-control/

/** One turn that calls these tools at once; the agent's closing words. */
export const turn = ({ gateway }: House, ...calls: [string, object][]): Promise<string> =>
  gateway.say(calls.map(([tool, params]) => `TOOL ${tool} ${JSON.stringify(params)}`).join('\n'))

export const file = ({ gateway }: House, name: string): string => join(gateway.workspace, name)
export const exists = (house: House, name: string): boolean => existsSync(file(house, name))

/** The gate was asked about it: what `push` began has come as far as the gate. */
export const judged = (house: House, text: string): Promise<string> =>
  until(`the gate being asked about ${text}`, () => {
    const asked = house.gate
      .asked(/^POST \/v1\/actions$/)
      .find(({ body }) => JSON.stringify(body).includes(text))
    return asked && 'Denied by claw-control'
  })

/** A request as the gateway's administrator; its answer or its refusal as text. */
export const ask = async ({ rpc }: House, method: string, params: object = {}): Promise<string> => {
  try {
    return JSON.stringify(await rpc.call(method, params)) ?? ''
  } catch (error) {
    return (error as Error).message
  }
}

/** A chat message as a person types it; what the chat shows for it. */
export const chat = async (house: House, message: string): Promise<string> => {
  const { rpc } = house
  const seen = rpc.events().length
  const sessionKey = `agent:main:door-${randomUUID()}`
  await ask(house, 'sessions.messages.subscribe', { key: sessionKey })
  const { runId } = (await rpc.call('chat.send', {
    sessionKey,
    message,
    idempotencyKey: randomUUID(),
  })) as { runId: string }
  return until(`an answer to ${message}`, () => {
    const words = rpc
      .events()
      .slice(seen)
      .map((event) => JSON.stringify(event))
      .filter((event) => event.includes(runId) && /"state":"(final|error|aborted)"/.test(event))
    return words.join('\n')
  })
}

const hourly = { kind: 'every', everyMs: 3_600_000 }

/** A scheduled job as an administrator adds it; its id. */
export const addJob = async ({ rpc }: House, job: object): Promise<string> => {
  const body = {
    name: `door-${randomUUID()}`,
    schedule: hourly,
    sessionTarget: 'isolated',
    wakeMode: 'now',
    ...job,
  }
  return ((await rpc.call('cron.add', body)) as { id: string }).id
}

interface Job {
  id: string
  enabled?: boolean
}

/** How a job stands: `on`, `off` or `gone`. */
export const jobState = async ({ rpc }: House, id: string): Promise<string> => {
  const { jobs } = (await rpc.call('cron.list', { includeDisabled: true })) as { jobs: Job[] }
  const job = jobs.find((entry) => entry.id === id)
  return job === undefined ? 'gone' : job.enabled === false ? 'off' : 'on'
}

export const jobKeptOff = async (house: House, id: string): Promise<string> => {
  await until('the job being kept off', async () => (await jobState(house, id)) !== 'on')
  await house.rpc.call('cron.run', { id, mode: 'force' }).catch(() => undefined)
  return until('the job staying off', async () => {
    const state = await jobState(house, id)
    return state === 'on' ? '' : `the job is ${state}`
  })
}
