// The gate before every tool call: asks claw-control, waits for people, and lets nothing run that it did not allow.
import { createCallKeys } from './call-keys.ts'
import type { Calls, OpenCall } from './calls.ts'
import type { Config } from './config.ts'
import type { Decision, GateClient, View } from './gate-client.ts'
import type { ToolContext, ToolEvent, ToolVerdict } from './host.ts'
import { GateError } from './http.ts'
import { digestOf, identifier, jsonCopy } from './json.ts'
import type { Lease } from './lease.ts'
import type { Run, Runs } from './runs.ts'
import { denialSentence, faultSentence, nothingRan, undecidedSentence, waitingSentence } from './sentences.ts'
import type { Switchboard } from './switchboard.ts'
import { pauseSentence } from './switchboard.ts'

export interface GatePorts {
  config: Config
  client: Pick<GateClient, 'ask' | 'start'>
  calls: Calls
  runs: Runs
  lease: Lease
  switchboard: Switchboard
  /** Resolves once people have decided; rejects with GateError. */
  wait: (id: string, stop: AbortSignal) => Promise<View>
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

interface Question {
  context: ToolContext
  run: Run
  toolCallId: string | undefined
  call: Omit<OpenCall, 'actionId'>
}

const abandoned = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    const give = () => reject(new GateError('aborted', 'no longer wanted'))
    if (signal?.aborted) give()
    else signal?.addEventListener('abort', give, { once: true })
  })

class Blocked extends Error {}
const block = (sentence: string): never => {
  throw new Blocked(sentence)
}

export const createGate = (ports: GatePorts) => {
  const { client, calls, runs, lease, switchboard } = ports
  const keyOf = createCallKeys()

  const checkSwitch = (run: Run): void => {
    const pause = switchboard.pauseOf(run)
    if (pause) block(pauseSentence(pause))
  }

  const ask = async (question: Question): Promise<Decision | undefined> => {
    const { call, run, toolCallId, context } = question
    const asked = client.ask({
      idempotencyKey: keyOf(run.id, toolCallId, call.tool),
      tool: call.tool,
      params: call.params,
      ...(run.sessionKey === undefined ? {} : { session: identifier(run.sessionKey) }),
      run: identifier(run.id),
      ...(run.channel === undefined ? {} : { channel: identifier(run.channel) }),
      ...(run.skill === undefined ? {} : { skill: identifier(run.skill) }),
    })
    try {
      const decision = await Promise.race([asked, abandoned(context.abortSignal)])
      lease.renew()
      return decision
    } catch (error) {
      if (!(error instanceof GateError)) throw error
      if (lease.covers(call.tool, error)) return undefined
      // Nobody waits for the answer any more; if it is a grant, the record must not wait for its outcome.
      asked.then((late) => late.decision === 'allow' && unused(call, late.id)).catch(() => undefined)
      throw error
    }
  }

  const unused = (call: Question['call'], id: string): void =>
    calls.report({ ...call, actionId: id }, 'failed', 'never ran: the call was stopped before it began')

  const approved = async (question: Question, decision: Decision): Promise<void> => {
    const { call, context, run } = question
    const paused = new AbortController()
    const stop = switchboard.onChange(() => switchboard.pauseOf(run) && paused.abort())
    const signals = context.abortSignal ? [context.abortSignal, paused.signal] : [paused.signal]
    const shown = {
      run: call.run,
      sessionKey: run.sessionKey,
      toolCallId: question.toolCallId,
      actionId: decision.id,
    }
    ports.show({ ...shown, status: 'pending', message: waitingSentence(decision) })
    let ended: Progress['status'] = 'denied'
    try {
      const view = await ports.wait(decision.id, AbortSignal.any(signals)).catch((error) => {
        checkSwitch(run)
        throw error
      })
      if (view.status !== 'approved') block(undecidedSentence(decision.id, view))
      await start(call, decision.id)
      ended = 'approved'
    } finally {
      stop()
      ports.show({ ...shown, status: ended, message: ended === 'approved' ? 'Approved.' : nothingRan })
    }
  }

  const start = async (call: Question['call'], id: string): Promise<void> => {
    try {
      const { allowed, reason } = await client.start(id, call.params)
      if (!allowed) block(`Approved before, but not any more: ${reason} ${nothingRan} Action ${id}.`)
    } catch (error) {
      // The gate may have noted the start although its answer never came; this side knows that the tool did not run.
      if (error instanceof GateError && error.fault !== 'refused')
        calls.report({ ...call, actionId: id }, 'failed', 'never ran: the answer to the start did not arrive')
      throw error
    }
  }

  const judge = async (question: Question): Promise<ToolVerdict> => {
    const { call, context, run, toolCallId } = question
    checkSwitch(run)
    const decision = await ask(question)
    if (decision?.decision === 'deny') block(denialSentence(decision))
    if (decision?.decision === 'pending') await approved(question, decision)
    const granted = { ...call, actionId: decision?.id }
    const pause = switchboard.pauseOf(run)
    if (pause || context.abortSignal?.aborted) {
      if (decision) unused(call, decision.id)
      block(pause ? pauseSentence(pause) : `The call was abandoned. ${nothingRan}`)
    }
    noteSkill(run, call)
    calls.begin(toolCallId, granted)
    // A tool that is invoked over HTTP has no run and no hook for its end, but its signal fires when the request is over.
    if (call.run === undefined)
      context.abortSignal?.addEventListener('abort', () => calls.lose(toolCallId, granted), { once: true })
    return { params: jsonCopy(call.params) }
  }

  /** A skill begins when its instructions are read; from then on the run's calls are that skill's. */
  const noteSkill = (run: Run, { tool, params }: Question['call']): void => {
    const path = tool === 'read' ? (params['path'] ?? params['file_path']) : undefined
    const skill = typeof path === 'string' ? /([^/\\]+)[/\\]SKILL\.md$/.exec(path)?.[1] : undefined
    if (skill !== undefined && runs.get(run.id)) runs.note(run.id, { skill })
  }

  /** Tool call → the exact parameters that may run, or a block with a sentence the model can act on; never throws. */
  return async (event: ToolEvent, context: ToolContext): Promise<ToolVerdict> => {
    const runId = event.runId ?? context.runId
    const toolCallId = event.toolCallId ?? context.toolCallId
    try {
      const { sessionId, sessionKey, requester } = context
      const known = { sessionId, sessionKey, channel: requester?.channel }
      // A tool that is invoked over HTTP belongs to no run, so nothing would ever say that one ended.
      const run = runId === undefined ? { id: 'none', skill: undefined, ...known } : runs.note(runId, known)
      const params = jsonCopy(event.params)
      const digest = digestOf(params)
      const call = { tool: event.toolName, params, digest, run: runId, session: context.sessionKey }
      return await judge({ context, run, toolCallId, call })
    } catch (error) {
      calls.refuse(toolCallId, { run: runId, tool: event.toolName })
      return { block: true, blockReason: sentenceOf(error) }
    }
  }
}

/** A fault of the plugin itself is told too; its message stays out, because it could hold anything. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof Blocked) return error.message
  if (error instanceof GateError) return faultSentence(error)
  const name = error instanceof Error ? error.name : 'unknown'
  return `The claw-control plugin failed (${name}), so the call was stopped. ${nothingRan} Tell the person you work for.`
}

export type Gate = ReturnType<typeof createGate>
