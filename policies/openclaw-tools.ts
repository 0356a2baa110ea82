// The parameters of OpenClaw's own tools, as of OpenClaw 2026.9. Only what matters to a policy is read; the rest passes.
import * as z from 'zod'
import { isIdentityFile, patchPaths, runsLater } from './protected-files.ts'
import { commandFacts } from './shell/command.ts'
import { type Facts, type ToolFacts, tool } from './tool-facts.ts'

const text = z.string('must be text').max(1_000_000, 'must have at most 1,000,000 characters')
const longestCommand = 100_000
const command = z
  .string('must be text')
  .min(1, 'must not be empty')
  .max(longestCommand, 'must have at most 100,000 characters')

/** Every name under which OpenClaw, or another agent, passes a path. */
const pathFields = {
  path: text,
  file_path: text,
  filePath: text,
  file: text,
  to: text,
  destination: text,
  newPath: text,
}
const files = z.looseObject(pathFields).partial()

const aboutPaths = (paths: string[]): Partial<Facts> => {
  const steering = paths.find(isIdentityFile)
  const running = paths.find(runsLater)
  return {
    protectedFile: steering !== undefined,
    runsLater: running !== undefined,
    ...((steering ?? running) !== undefined && { detail: `writes ${(steering ?? running)?.slice(0, 200)}` }),
  }
}
const pathsOf = (params: z.infer<typeof files>): string[] =>
  Object.keys(pathFields).flatMap((field) => params[field as keyof typeof pathFields] ?? [])

const write = tool(
  files.refine((params) => pathsOf(params).length > 0, { path: ['path'], error: 'must be text' }),
  (params) => aboutPaths(pathsOf(params)),
)

const patch = tool(
  files
    .extend({ input: text.optional(), patch: text.optional() })
    .refine(({ input, patch, ...rest }) => (input ?? patch) !== undefined || pathsOf(rest).length > 0, {
      path: ['input'],
      error: 'must be text',
    }),
  (params) =>
    aboutPaths([
      ...pathsOf(params),
      ...[params.input, params.patch].flatMap((given) => patchPaths(given ?? '')),
    ]),
)

/** Settings that make even a reading command do something else: another user, another machine, other variables. */
const shellSettings = z.looseObject({
  workdir: text.optional(),
  cwd: text.optional(),
  env: z.record(z.string(), z.unknown()).optional(),
  elevated: z.boolean('must be true or false').optional(),
  host: text.optional(),
  node: text.optional(),
})
const unusualSetting = ({ env, elevated, host, node }: z.infer<typeof shellSettings>): string | undefined => {
  if (elevated) return 'asks for elevated rights'
  if (env && Object.keys(env).length > 0) return 'sets environment variables'
  return node || host === 'node' ? 'runs on another device' : undefined
}
const shellFacts = (given: string, settings: z.infer<typeof shellSettings>): Partial<Facts> => {
  const facts = commandFacts(given, settings.workdir ?? settings.cwd)
  const unusual = facts.readOnly ? unusualSetting(settings) : undefined
  return unusual ? { readOnly: false, forbidden: false, detail: unusual } : { ...facts }
}

/** In OpenClaw's code mode `exec` takes a program in `code`, whose own tool calls are judged one by one. */
const exec = tool(
  shellSettings
    .extend({ command: command.optional(), cmd: command.optional(), code: command.optional() })
    .refine(({ command, cmd, code }) => (command ?? cmd ?? code) !== undefined, {
      path: ['command'],
      error: 'must be text',
    }),
  ({ command, cmd, code, ...settings }) => {
    const [first, ...others] = [command, cmd]
      .filter((given) => given !== undefined)
      .map((given) => shellFacts(given, settings))
    if (first && others.length === 0 && code === undefined) return first
    return {
      readOnly: false,
      forbidden: [first, ...others].some((facts) => facts?.forbidden),
      detail: 'runs a program',
    }
  },
)

const lookingAtProcesses = new Set(['list', 'poll', 'log'])
/** What is typed into a running process may be a command. */
const process = tool(
  shellSettings
    .extend({
      action: text.optional(),
      command: command.optional(),
      data: text.optional(),
      text: text.optional(),
      literal: text.optional(),
    })
    .refine(({ action, command }) => (action ?? command) !== undefined, {
      path: ['action'],
      error: 'must be text',
    }),
  ({ action, command, data, text, literal, ...settings }) => {
    const typed = [command, data, text, literal].filter((given) => given !== undefined && given.trim() !== '')
    const facts = typed.map((given) => shellFacts(given!, settings))
    const never = facts.find(({ forbidden }) => forbidden)
    if (never) return never
    if (action === undefined) return facts[0] ?? {}
    return lookingAtProcesses.has(action) && facts.every(({ readOnly }) => readOnly)
      ? { readOnly: true, detail: '' }
      : { detail: `process ${action.slice(0, 40)}` }
  },
)

/** Tools that take programs or keystrokes under names of their own: any text may be a command. */
const typed = tool(z.looseObject({}), (params) => {
  const texts = Object.values(params).filter(
    (value) => typeof value === 'string' && value.length <= longestCommand,
  )
  const never = texts.map((each) => commandFacts(String(each))).find(({ forbidden }) => forbidden)
  return { forbidden: never !== undefined, detail: never?.detail ?? '' }
})

/** Tools of which some actions only look. */
const lookingActions = (...looking: string[]): ToolFacts =>
  tool(z.looseObject({ action: text.optional() }), ({ action = '' }) => ({
    readOnly: looking.includes(action),
    detail: action.slice(0, 40),
  }))

/** Opening a page is like fetching it; addresses that run code or show local files are not. */
const browser = tool(
  z.looseObject({ action: text.optional(), url: text.optional(), targetUrl: text.optional() }),
  ({ action = '', url, targetUrl }) => {
    // Behind the path a URL may carry a secret.
    const address = (targetUrl ?? url ?? '').replace(/[?#].*$/s, '')
    const opens =
      /^(open|navigate)$/.test(action) &&
      [url, targetUrl].every((each) => each === undefined || /^https?:\/\//i.test(each))
    const looks =
      /^(doctor|status|start|stop|profiles|tabs|focus|close|snapshot|screenshot|console|requests|errors|text)$/.test(
        action,
      )
    return { readOnly: opens || looks, detail: [action, address].filter(Boolean).join(' ').slice(0, 200) }
  },
)

const schedule = lookingActions('status', 'list', 'get', 'runs')

export const openClawTools: Record<string, ToolFacts> = {
  write,
  edit: write,
  apply_patch: patch,
  exec,
  bash: exec,
  process,
  terminal: typed,
  code_execution: typed,
  browser,
  cron: schedule,
  automations: schedule,
  gateway: lookingActions('config.get', 'config.schema.lookup'),
  nodes: lookingActions(
    'status',
    'describe',
    'pending',
    'device_status',
    'device_info',
    'device_permissions',
    'device_health',
    'camera_list',
    'which',
  ),
  portal: lookingActions('list'),
  plugins: lookingActions('list', 'inspect'),
  skill_workshop: lookingActions('list', 'inspect', 'read'),
  secrets: lookingActions('list'),
  transcripts: lookingActions('status'),
}
