// Watches what the agent does and passes it on: outcomes, usage and trace; nothing here may hold the agent up or fail it.
import { tokenVariable } from './config.ts'
import type { Control } from './control.ts'
import type { PluginApi } from './host.ts'
import { tagsOf } from './reaper.ts'
import { usageOf } from './usage.ts'

export const observe = (api: PluginApi, controlled: () => Control): void => {
  api.on('after_tool_call', (event, context) => {
    controlled().calls.finish(event, event.runId ?? context.runId, context.sessionKey)
  })

  api.on('agent_end', (event, { runId, sessionKey }) => {
    const control = controlled()
    if (runId === undefined) return
    control.runs.end(runId)
    control.calls.abandon(runId)
    if (!event.success) {
      const summary = 'the run ended with an error'
      control.trace({ kind: 'error', session: sessionKey, run: runId, summary, content: event.error ?? '' })
    }
  })

  // The tag lets the kill switch find the process later; the token is not the command's business.
  api.on('resolve_exec_env', (_event, { sessionKey }) => ({
    ...tagsOf(controlled().stateDirectory, sessionKey),
    [tokenVariable]: '',
  }))

  api.on('before_message_write', ({ message, sessionKey }, context) => {
    const control = controlled()
    const session = sessionKey ?? context.sessionKey ?? 'none'
    const usage = usageOf(message, { session, run: control.runs.ofSession(session)?.id ?? 'none' })
    if (usage) control.reportUsage(usage)
    return undefined
  })

  api.on('before_agent_run', ({ prompt }, { runId, sessionKey }) => {
    const summary = `a prompt of ${prompt.length} characters`
    controlled().trace({ kind: 'prompt', session: sessionKey, run: runId, summary, content: prompt })
    return undefined
  })

  api.on('model_call_ended', (event, { runId, sessionKey }) => {
    const { provider, model, outcome, durationMs, errorCategory, failureKind } = event
    const why = failureKind ?? errorCategory
    controlled().trace({
      kind: 'model',
      session: sessionKey,
      run: runId,
      summary: `${provider}/${model}: ${outcome}${why === undefined ? '' : ` (${why})`}`,
      data: { provider, model, outcome, durationMs },
    })
  })

  api.on('llm_output', ({ assistantTexts }, { runId, sessionKey }) => {
    const text = assistantTexts.join('\n')
    const summary = `an answer of ${text.length} characters`
    controlled().trace({ kind: 'output', session: sessionKey, run: runId, summary, content: text })
  })
}
