// Guards whole turns: the model is unlocked here and nowhere else, and while agents are paused no turn begins.
import { refusedCommand } from './chat-commands.ts'
import type { Control } from './control.ts'
import type { AgentContext, PluginApi } from './host.ts'
import { lockedModel } from './lock.ts'
import type { Run } from './runs.ts'
import { pauseSentence } from './switchboard.ts'

/** Before every other plugin's hooks. */
const first = { priority: 1_000 }

const placeOf = (context: AgentContext, run: Run | undefined): Pick<Run, 'channel' | 'skill'> => ({
  channel: context.channel ?? context.messageProvider ?? run?.channel,
  skill: run?.skill,
})

/** The sentence that refuses this turn, if something pauses it. */
const refusal = (control: Control, context: AgentContext): string | undefined => {
  const run = context.runId === undefined ? undefined : control.runs.get(context.runId)
  const pause = control.switchboard.pauseOf(placeOf(context, run))
  return pause && pauseSentence(pause)
}

export const guardTurns = (api: PluginApi, controlled: () => Control): void => {
  // Throwing leaves the locked model in place: a turn that this plugin cannot guard finds no model.
  api.on(
    'before_model_resolve',
    async (_event, context) => {
      const control = controlled()
      control.start()
      await control.ready()
      if (refusal(control, context) !== undefined) return undefined
      const { models } = control.config
      const model = models[context.agentId ?? '*'] ?? models['*'] ?? ''
      const slash = model.indexOf('/')
      return { providerOverride: model.slice(0, slash), modelOverride: model.slice(slash + 1) }
    },
    first,
  )

  api.on(
    'before_agent_reply',
    (_event, context) => {
      const text = refusal(controlled(), context)
      return text === undefined
        ? undefined
        : { handled: true, reply: { text }, reason: 'claw-control: paused' }
    },
    first,
  )

  api.on(
    'before_agent_run',
    (_event, context) => {
      const control = controlled()
      const message = refusal(control, context)
      if (message !== undefined) return { outcome: 'block', reason: 'claw-control: paused', message }
      if (context.runId !== undefined)
        control.runs.note(context.runId, {
          sessionId: context.sessionId,
          sessionKey: context.sessionKey,
          channel: context.channel ?? context.messageProvider,
          sender: context.senderId,
          workspace: context.workspaceDir,
          isTurn: true,
        })
      return undefined
    },
    first,
  )

  // Commands that act by themselves come past no other hook.
  api.on(
    'before_dispatch',
    ({ content, body }) => {
      const text = refusedCommand(content) ?? (body === undefined ? undefined : refusedCommand(body))
      return text === undefined ? undefined : { handled: true, text }
    },
    first,
  )

  // OpenClaw takes the unlocked model for a fallback, and would say so in every new chat.
  api.on('reply_payload_sending', ({ payload }) =>
    payload.text?.includes('Model Fallback') && payload.text.includes(lockedModel)
      ? { cancel: true, reason: 'claw-control: the locked model is meant to be replaced' }
      : undefined,
  )
}
