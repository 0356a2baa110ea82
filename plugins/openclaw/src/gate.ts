// The gate before every tool call: what is ours stays ours, a pause holds, and the rest runs only when claw-control allows it.
import type { Asking, Question } from './asking.ts'
import { block, sentenceOf } from './blocked.ts'
import type { Calls } from './calls.ts'
import { codeModeOf, programsRefused } from './code-mode.ts'
import type { ToolContext, ToolEvent, ToolVerdict } from './host.ts'
import { digestOf, jsonCopy } from './json.ts'
import type { OpenCall } from './ledger.ts'
import type { Ground } from './own-ground.ts'
import { trespass } from './own-ground.ts'
import { placesOf } from './places.ts'
import type { Run, Runs } from './runs.ts'
import { nothingRan } from './sentences.ts'
import type { Switchboard } from './switchboard.ts'
import { pauseSentence } from './switchboard.ts'

export interface GatePorts {
  asking: Asking
  calls: Calls
  runs: Runs
  switchboard: Switchboard
  ground: Promise<Ground>
  /** The folder that an agent's relative paths start from, where the run does not say. */
  workspaceOf: (agentId: string | undefined) => string
  /** How Code Mode would run this agent's programs. */
  executorOf: (agentId: string | undefined) => string
  /** Tools of this plugin, which only speak to the gate. */
  ownTools: readonly string[]
}

export const createGate = (ports: GatePorts) => {
  const { calls, runs, switchboard } = ports

  const checkSwitch = (run: Run): void => {
    const pause = switchboard.pauseOf(run)
    if (pause) block(pauseSentence(pause))
  }

  const allow = (call: OpenCall, context: ToolContext): ToolVerdict => {
    calls.begin(call)
    // A tool that is invoked over HTTP has no run and no hook for its end, but its signal fires when the request is over.
    if (call.run === undefined)
      context.abortSignal?.addEventListener('abort', () => calls.lose(call), { once: true })
    return { params: jsonCopy(call.params) }
  }

  const judge = async (question: Question): Promise<ToolVerdict> => {
    const { call, context, run, places } = question
    const sentence = trespass(call.tool, places.resolved, await ports.ground)
    if (sentence !== undefined) block(`${sentence} ${nothingRan}`)
    const actionId = await ports.asking(question)
    noteSkill(run, call)
    return allow({ ...call, actionId }, context)
  }

  /** A skill begins when its instructions are read; from then on the run's calls are that skill's. */
  const noteSkill = (run: Run, { tool, params }: Question['call']): void => {
    const path = tool === 'read' ? (params['path'] ?? params['file_path']) : undefined
    const skill = typeof path === 'string' ? /([^/\\]+)[/\\]SKILL\.md$/.exec(path)?.[1] : undefined
    if (skill !== undefined && runs.get(run.id)) runs.note(run.id, { skill })
  }

  const runOf = (runId: string | undefined, { sessionId, sessionKey, requester }: ToolContext): Run => {
    const known = { sessionId, sessionKey, channel: requester?.channel, sender: requester?.senderId }
    if (runId !== undefined) return runs.note(runId, known)
    // A tool that is invoked over HTTP belongs to no run, so nothing would ever say that one ended.
    const nothing = { messageId: undefined, skill: undefined, workspace: undefined }
    return { id: 'none', ...known, ...nothing, isTurn: false, programs: false }
  }

  const verdictOn = async (event: ToolEvent, context: ToolContext, call: Question['call']) => {
    const run = runOf(call.run, context)
    checkSwitch(run)
    const program = codeModeOf(event, context, run)
    const refused = program === 'program' ? programsRefused(ports.executorOf(context.agentId)) : undefined
    if (refused !== undefined) block(`${refused} ${nothingRan}`)
    if (program === 'program') runs.note(run.id, { programs: true })
    if (program !== undefined || ports.ownTools.includes(call.tool))
      return allow({ ...call, actionId: undefined }, context)
    const workspace = run.workspace ?? ports.workspaceOf(context.agentId)
    const places = await placesOf(call.params, event.derivedPaths ?? [], workspace)
    return judge({ context, run, call: { ...call, resolved: places.resolved }, places })
  }

  /** Tool call → the exact parameters that may run, or a block with a sentence the model can act on; never throws. */
  return async (event: ToolEvent, context: ToolContext): Promise<ToolVerdict> => {
    const run = event.runId ?? context.runId
    const toolCallId = event.toolCallId ?? context.toolCallId
    const base = { tool: event.toolName, run, session: context.sessionKey, toolCallId }
    let call: Question['call'] = { ...base, params: {}, digest: '' }
    try {
      const params = jsonCopy(event.params)
      call = { ...base, params, digest: digestOf(params) }
      return await verdictOn(event, context, call)
    } catch (error) {
      const blockReason = sentenceOf(error)
      calls.refuse(call, blockReason)
      return { block: true, blockReason }
    }
  }
}

export type Gate = ReturnType<typeof createGate>
