// Watches what the agent does and passes it on: outcomes, usage and trace; nothing here may hold the agent up or fail it.
import type { Control } from './control.ts'
import type { PluginApi } from './host.ts'
import { tokenVariable } from './own-token.ts'
import { tagsOf } from './reaper.ts'
import { presentControl } from './shared.ts'
import { usageOf } from './usage.ts'

export const observe = (api: PluginApi, controlled: () => Control): void => {
  // A call may outlive a plugin that is switched off in its middle: whoever judged it hears of its end.
  const watching = (): Control => presentControl() ?? controlled()

  api.on('after_tool_call', (event, context) => {
    watching().calls.finish(event, event.runId ?? context.runId, context.sessionKey)
  })

  api.on('agent_end', (event, { runId, sessionKey }) => {
    const control = watching()
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
    const control = watching()
    const session = sessionKey ?? context.sessionKey ?? 'none'
    const usage = usageOf(message, { session, run: control.runs.ofSession(session)?.id ?? 'none' })
    if (usage) control.reportUsage(usage)
    return undefined
  })

  api.on('message_received', (message, context) => {
    const control = watching()
    const session = message.sessionKey ?? context.sessionKey
    const from = { channel: context.channelId, sender: message.senderId, messageId: message.messageId }
    if (session !== undefined) control.origins.set(session, from)
    const summary = `a message of ${message.content.length} characters`
    control.trace({
      kind: 'message',
      session,
      run: message.runId,
      ...from,
      summary,
      content: message.content,
    })
  })

  api.on('before_agent_run', ({ prompt }, { runId, sessionKey, channel, messageProvider, senderId }) => {
    const control = controlled()
    const origin = sessionKey === undefined ? undefined : control.origins.take(sessionKey)
    const from = {
      channel: origin?.channel ?? channel ?? messageProvider,
      sender: origin?.sender ?? senderId,
      messageId: origin?.messageId,
    }
    if (runId !== undefined) control.runs.note(runId, from)
    const summary = `a prompt of ${prompt.length} characters`
    control.trace({ kind: 'prompt', session: sessionKey, run: runId, ...from, summary, content: prompt })
    return undefined
  })

  api.on('model_call_ended', (event, { runId, sessionKey }) => {
    const { provider, model, outcome, durationMs, errorCategory, failureKind } = event
    const why = failureKind ?? errorCategory
    watching().trace({
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
    watching().trace({ kind: 'output', session: sessionKey, run: runId, summary, content: text })
  })
}
