// OpenClaw's tools that run commands and programs on the agent's machine.
import * as z from 'zod'
import type { Resource } from '../resources/resource.ts'
import { acts, type Call, described, judged, oneOf, plain, runs, says, type Tool } from './tool.ts'

const command = judged(
  z.string('must be text').min(1, 'must not be empty').max(100_000, 'must have at most 100,000 characters'),
)
const folder = z.string('must be text').max(4_096).optional()
const settings = {
  ...described('workdir cwd', judged(folder)),
  ...described('title description', says),
  env: plain,
  elevated: judged(z.boolean('must be true or false')),
  ...described('host node', judged(z.string('must be text').max(200))),
  ...described('yieldMs background timeoutSeconds timeout timeoutMs pty ask restartSafe', plain),
}

/** Settings that make even a harmless command do something else: another user, another machine, other variables. */
const unusual = ({ env, elevated, host, node }: Call): Resource[] => [
  ...(elevated === true ? [acts('asks for elevated rights')] : []),
  ...(env && Object.keys(env).length > 0 ? [acts('sets environment variables')] : []),
  ...(node || host === 'node' ? [acts('runs on another device')] : []),
]
const workdir = ({ workdir, cwd }: Call): string | undefined =>
  [workdir, cwd].find((each): each is string => typeof each === 'string' && each !== '')

const commandsOf = (call: Call, ...names: string[]): Resource[] =>
  names
    .map((name) => call[name])
    .filter((each): each is string => typeof each === 'string')
    .map((text) => ({ kind: 'command', text, folder: workdir(call) }))

/** In OpenClaw's code mode `exec` takes a program in `code`, whose own tool calls are judged one by one. */
const exec: Tool = {
  parameters: { ...described('command cmd', command), code: command, ...settings },
  needs: ['command', 'cmd', 'code'],
  together: (call) => {
    const given = commandsOf(call, 'command', 'cmd')
    const more = given.length > 1 || call['code'] !== undefined ? [acts('runs a program')] : []
    return [...given, ...unusual(call), ...more]
  },
}

const lookingAtProcesses = new Set(['list', 'poll', 'log'])
/** What is typed into a running process may be a command. */
const process: Tool = {
  parameters: {
    action: oneOf('list', 'poll', 'log', 'write', 'send-keys', 'submit', 'paste', 'kill', 'clear', 'remove'),
    command,
    ...described('data text literal', judged(says.shape)),
    ...settings,
    ...described('sessionId keys hex bracketed eof offset limit', plain),
  },
  needs: ['action', 'command'],
  together: (call) => {
    const typed = ['data', 'text', 'literal'].filter(
      (name) => typeof call[name] === 'string' && String(call[name]).trim() !== '',
    )
    const action = call['action']
    const looks = action === undefined ? typed.length === 0 : lookingAtProcesses.has(String(action))
    return [
      ...commandsOf(call, 'command', ...typed),
      ...unusual(call),
      ...(looks ? [] : [acts(`process ${String(action ?? 'input')}`)]),
    ]
  },
}

const terminal: Tool = {
  parameters: {
    action: oneOf('read', 'list', 'resize', 'close', 'input', 'write'),
    ...described('data input text', runs),
    ...described('sessionId cols rows', plain),
  },
  together: ({ action, data, input, text }) =>
    /^(read|list)$/.test(String(action)) && data === undefined && input === undefined && text === undefined
      ? []
      : [acts(`terminal ${String(action ?? '')}`)],
}

/** Programs that run elsewhere, but whose text people should see. */
const program: Tool = {
  parameters: {
    ...described('task code language input', {
      shape: says.shape,
      resources: (text: string) => [{ kind: 'command', text }, acts('runs a program')],
    }),
    timeoutMs: plain,
  },
}

export const shellTools: Record<string, Tool> = {
  exec,
  bash: exec,
  process,
  terminal,
  code_execution: program,
  tool_search_code: program,
  /** Waits for a program of code mode that was judged when it began. */
  wait: { parameters: described('runId timeoutMs timeoutSeconds title', plain), looks: true },
}
