// One call's way through claw-control: asked, waited for, started; every answer held against the question it is to.
import type { Decision, View } from './answers.ts'
import { abandoned, block } from './blocked.ts'
import { createCallKeys } from './call-keys.ts'
import type { Calls } from './calls.ts'
import type { GateClient } from './gate-client.ts'
import type { ToolContext } from './host.ts'
import { GateError } from './http.ts'
import type { IdentityBook } from './identity.ts'
import { identifier } from './json.ts'
import type { Lease } from './lease.ts'
import type { OpenCall } from './ledger.ts'
import type { Places } from './places.ts'
import { isPlain } from './places.ts'
import type { Run } from './runs.ts'
import { denialSentence, nothingRan, undecidedSentence, waitingSentence } from './sentences.ts'
import type { Switchboard } from './switchboard.ts'
import { pauseSentence } from './switchboard.ts'
import { checkReceipt, createTruth } from './truth.ts'

export interface AskingPorts {
  client: Pick<GateClient, 'ask' | 'start'>
  identity: Pick<IdentityBook, 'known'>
  calls: Calls
  lease: Lease
  switchboard: Switchboard
  /** Resolves once people have decided; rejects with GateError. */
  wait: (id: string, stop: AbortSignal) => Promise<View>
  /** Nobody waits for this request any more. */
  withdraw: (id: string, reason: string) => void
  /** Shows the session what it waits for, and how that ended. */
  show: (progress: Progress) => void
}

export interface Progress {
  run: string | undefined
  sessionKey: string | undefined
  toolCallId: string | undefined
  actionId: string
  status: 'pending' | 'approved' | 'denied'
  message: string
}

export interface Question {
  context: ToolContext
  run: Run
  call: Omit<OpenCall, 'actionId'>
  places: Places
}

const optional = <Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } =>
  value === undefined ? {} : ({ [key]: identifier(value) } as { [K in Key]?: string })

export const createAsking = (ports: AskingPorts) => {
  const { client, calls, lease, switchboard } = ports
  const keyOf = createCallKeys()
  const truth = createTruth()

  const askedOf = async ({ tool, params }: Question['call']) => ({
    agent: (await ports.identity.known()).agent,
    tool,
    params,
  })

  const request = async (question: Question): Promise<Decision> => {
    const { call, run, places } = question
    const asked = await askedOf(call)
    const body = {
      idempotencyKey: keyOf(run.id, call.toolCallId, call.tool),
      tool: call.tool,
      params: call.params,
      ...optional('session', run.sessionKey),
      run: identifier(run.id),
      ...optional('channel', run.channel),
      ...optional('skill', run.skill),
      ...optional('toolCallId', call.toolCallId),
      ...optional('onBehalfOf', run.sender),
      resolved: places.resolved,
    }
    return truth.check(await client.ask(body, isPlain(places)), asked)
  }

  const ask = async (question: Question): Promise<Decision | undefined> => {
    const { call, context } = question
    const asked = request(question)
    try {
      const decision = await Promise.race([asked, abandoned(context.abortSignal)])
      lease.renew()
      return decision
    } catch (error) {
      if (!(error instanceof GateError)) throw error
      if (lease.covers(call.tool, error)) return undefined
      // Nobody waits for the answer any more; if it is a grant or a card, that must be taken back.
      asked.then(unwanted).catch(() => undefined)
      throw error
    }
  }

  const unused = (id: string): void =>
    calls.report({ actionId: id }, 'failed', 'never ran: the call was stopped before it began')

  const unwanted = ({ decision, id }: Decision): void => {
    if (decision === 'allow') unused(id)
    if (decision === 'pending') ports.withdraw(id, 'The call was given up before it was decided.')
  }

  /** Waits for people; what is given up meanwhile is withdrawn, so that nobody approves what nobody waits for. */
  const decided = async ({ context, run }: Question, id: string): Promise<View> => {
    const paused = new AbortController()
    const stop = switchboard.onChange(() => switchboard.pauseOf(run) && paused.abort())
    const signals = context.abortSignal ? [context.abortSignal, paused.signal] : [paused.signal]
    try {
      return await ports.wait(id, AbortSignal.any(signals))
    } catch (error) {
      const pause = switchboard.pauseOf(run)
      ports.withdraw(id, pause ? 'Agents were paused.' : 'The call was given up before it was decided.')
      if (pause) block(pauseSentence(pause))
      throw error
    } finally {
      stop()
    }
  }

  const approved = async (question: Question, decision: Decision): Promise<void> => {
    const { call, run } = question
    const { toolCallId } = call
    const shown = { run: call.run, sessionKey: run.sessionKey, toolCallId, actionId: decision.id }
    ports.show({ ...shown, status: 'pending', message: waitingSentence(decision) })
    let ended: Progress['status'] = 'denied'
    try {
      const view = await decided(question, decision.id)
      if (view.status !== 'approved') block(undecidedSentence(decision.id, view))
      await start(question, decision.id)
      ended = 'approved'
    } finally {
      ports.show({ ...shown, status: ended, message: ended === 'approved' ? 'Approved.' : nothingRan })
    }
  }

  const start = async ({ call, places }: Question, id: string): Promise<void> => {
    try {
      const { allowed, reason, receipt } = await client.start(id, call.params, places.resolved)
      if (!allowed) block(`Approved before, but not any more: ${reason} ${nothingRan} Action ${id}.`)
      checkReceipt(receipt, id, await askedOf(call))
    } catch (error) {
      // The gate may have noted the start although its answer never came; this side knows that the tool did not run.
      if (error instanceof GateError && error.fault !== 'refused')
        calls.report({ actionId: id }, 'failed', 'never ran: the answer to the start did not arrive')
      throw error
    }
  }

  /** Resolves with the action's id once the call may run (none on a lease); throws with the sentence why not. */
  return async (question: Question): Promise<string | undefined> => {
    const decision = await ask(question)
    if (decision?.decision === 'deny') block(denialSentence(decision))
    if (decision?.decision === 'pending') await approved(question, decision)
    const pause = switchboard.pauseOf(question.run)
    if (pause || question.context.abortSignal?.aborted) {
      if (decision) unused(decision.id)
      block(pause ? pauseSentence(pause) : `The call was abandoned. ${nothingRan}`)
    }
    return decision?.id
  }
}

export type Asking = ReturnType<typeof createAsking>
