// What the plugin uses of OpenClaw, as shapes of its own: the host is looked up at run time and never bundled.

export interface ToolEvent {
  toolName: string
  params: Record<string, unknown>
  runId?: string
  toolCallId?: string
  /** `code_mode_exec` for a program of Code Mode, which shares its name with the shell's `exec`. */
  toolKind?: string
  /** Where OpenClaw thinks that an apply_patch goes. */
  derivedPaths?: readonly string[]
}

export interface ToolContext {
  agentId?: string
  sessionKey?: string
  sessionId?: string
  runId?: string
  toolCallId?: string
  toolKind?: string
  channelId?: string
  abortSignal?: AbortSignal
  requester?: { channel?: string; senderId?: string }
}

export type ToolVerdict = { block: true; blockReason: string } | { params: Record<string, unknown> }

export interface AfterToolEvent extends ToolEvent {
  result?: unknown
  error?: string
  durationMs?: number
}

export interface AgentContext {
  runId?: string
  agentId?: string
  sessionKey?: string
  sessionId?: string
  workspaceDir?: string
  channel?: string
  messageProvider?: string
  senderId?: string
}

export interface InboundMessage {
  content: string
  messageId?: string
  senderId?: string
  sessionKey?: string
  runId?: string
}

/** What the scheduler says of a job: some of these run a command or a program without any tool call. */
export interface CronJob {
  id: string
  name?: string
  enabled?: boolean
  schedule?: { kind?: string }
  payload?: { kind?: string }
  trigger?: unknown
}

export interface Scheduler {
  list: (options?: { includeDisabled?: boolean }) => Promise<CronJob[]>
  update: (id: string, patch: { enabled: boolean }) => Promise<unknown>
  remove: (id: string) => Promise<unknown>
}

export interface CronContext {
  getCron?: () => Scheduler | undefined
}

export interface CronEvent {
  action: string
  jobId: string
  job?: CronJob
  runId?: string
  sessionKey?: string
}

/** The hooks that the plugin takes part in: event, context and what may be returned. */
export interface Hooks {
  before_model_resolve: (
    event: unknown,
    context: AgentContext,
  ) => Promise<{ providerOverride: string; modelOverride: string } | undefined>
  before_agent_reply: (
    event: unknown,
    context: AgentContext,
  ) => { handled: true; reply: { text: string }; reason: string } | undefined
  before_agent_run: (
    event: { prompt: string },
    context: AgentContext,
  ) => { outcome: 'block'; reason: string; message: string } | undefined
  agent_end: (event: { success: boolean; error?: string; durationMs?: number }, context: AgentContext) => void
  before_tool_call: (event: ToolEvent, context: ToolContext) => ToolVerdict
  after_tool_call: (event: AfterToolEvent, context: ToolContext) => void
  resolve_exec_env: (event: unknown, context: AgentContext) => Record<string, string>
  before_message_write: (
    event: { message: unknown; sessionKey?: string },
    context: { agentId?: string; sessionKey?: string },
  ) => undefined
  model_call_ended: (
    event: {
      callId: string
      provider: string
      model: string
      durationMs: number
      outcome: string
      errorCategory?: string
      failureKind?: string
    },
    context: AgentContext,
  ) => void
  message_received: (event: InboundMessage, context: { channelId?: string; sessionKey?: string }) => void
  before_dispatch: (
    event: { content: string; body?: string },
    context: unknown,
  ) => { handled: true; text: string } | undefined
  reply_payload_sending: (event: {
    payload: { text?: string }
  }) => { cancel: true; reason: string } | undefined
  cron_changed: (event: CronEvent, context: CronContext) => void
  cron_reconciled: (event: { enabled: boolean }, context: CronContext) => void
  llm_output: (event: { assistantTexts: string[] }, context: AgentContext) => void
}

export interface Logger {
  info: (message: string) => void
  warn: (message: string) => void
  error: (message: string) => void
}

export interface HostTool {
  name: string
  label: string
  description: string
  parameters: Record<string, unknown>
  execute: (
    toolCallId: string,
    params: Record<string, unknown>,
    signal?: AbortSignal,
  ) => Promise<{ content: { type: 'text'; text: string }[]; details?: unknown }>
}

export interface PluginApi {
  pluginConfig?: unknown
  /** The folder that OpenClaw found this plugin in. */
  rootDir?: string
  logger: Logger
  runtime?: {
    state?: { resolveStateDir?: () => string }
    config?: { current?: () => unknown }
    agent?: { resolveAgentWorkspaceDir?: (config: unknown, agentId: string) => string }
  }
  on: <Name extends keyof Hooks>(name: Name, handler: Hooks[Name], options?: { priority?: number }) => void
  registerTrustedToolPolicy: (policy: {
    id: string
    description: string
    evaluate: (event: ToolEvent, context: ToolContext) => Promise<ToolVerdict>
  }) => void
  registerTool: (tool: HostTool) => void
  registerService: (service: {
    id: string
    start: (context: { stateDir: string }) => void | Promise<void>
    stop: () => void | Promise<void>
  }) => void
}

/** How the plugin reaches into running agents. */
export interface Harness {
  /** Ends the run of one session, or every run when none is named. */
  abort: (sessionId: string | undefined) => void
  /** Shows the session what its tool call waits for. */
  showApproval: (runId: string, sessionKey: string | undefined, data: Record<string, unknown>) => void
}

interface HarnessModule {
  abortAgentHarnessRun: (sessionId: string | undefined, options: { mode?: 'all'; reason: string }) => boolean
  emitAgentEvent: (event: {
    runId: string
    stream: 'approval'
    sessionKey?: string
    data: Record<string, unknown>
  }) => void
}

/** The name is a variable so that neither the compiler nor the bundler goes looking for the host. */
const harnessName: string = 'openclaw/plugin-sdk/agent-harness-runtime'

/** Rejects when this OpenClaw has no such module: without a way to stop runs the plugin must not unlock anything. */
export const loadHarness = async (): Promise<Harness> => {
  const module = (await import(harnessName)) as HarnessModule
  if (typeof module.abortAgentHarnessRun !== 'function') throw new Error('OpenClaw offers no way to end runs')
  return {
    abort: (sessionId) => {
      const reason = 'claw-control: paused'
      module.abortAgentHarnessRun(sessionId, sessionId === undefined ? { mode: 'all', reason } : { reason })
    },
    showApproval: (runId, sessionKey, data) => {
      const session = sessionKey === undefined ? {} : { sessionKey }
      module.emitAgentEvent({ runId, stream: 'approval', ...session, data })
    },
  }
}
