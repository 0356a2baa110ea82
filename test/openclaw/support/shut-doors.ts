// The ways into a gateway that the doctor has arranged, one row each: what is tried, and what must be said instead.
import { join } from 'node:path'
import type { Door } from './doors.ts'
import { addJob, ask, chat, denied, file, jobKeptOff, judged, turn } from './doors.ts'
import { pluginDirectory } from './openclaw.ts'

const ours = /belongs to claw-control|starts, configures or guards|keeps to itself/
const switchedOff = /disabled|not available|refused|job is (off|gone)|not let a chat message/i
const command = (path: string) => `echo written > ${path}`

/** The agent's own tools, in every shape that a call can have. */
const tools: Door[] = [
  { way: 'write', push: (house, path) => turn(house, ['write', { path, content: 'x' }]), said: denied },
  {
    way: 'write, by its absolute path',
    push: (house, path) => turn(house, ['write', { path: file(house, path), content: 'x' }]),
    said: denied,
  },
  {
    way: 'exec in the foreground',
    push: (house, path) => turn(house, ['exec', { command: command(path) }]),
    said: denied,
  },
  {
    way: 'exec in the background',
    push: (house, path) => turn(house, ['exec', { command: command(path), background: true }]),
    said: denied,
  },
  {
    way: 'exec in a terminal of its own',
    push: (house, path) => turn(house, ['exec', { command: command(path), pty: true }]),
    said: denied,
  },
  {
    way: 'exec from another folder',
    push: (house, path) => turn(house, ['exec', { command: command(file(house, path)), workdir: '/tmp' }]),
    said: denied,
  },
  {
    way: 'a tool inside another',
    push: (house, path) => turn(house, ['tool_call', { id: 'write', args: { path, content: 'x' } }]),
    said: denied,
  },
  {
    way: 'a command inside another tool',
    push: (house, path) => turn(house, ['tool_call', { id: 'exec', args: { command: command(path) } }]),
    said: denied,
  },
  {
    way: 'one of two calls at once',
    push: (house, path) =>
      turn(house, ['write', { path: 'beside.txt', content: 'x' }], ['write', { path, content: 'x' }]),
    said: denied,
  },
  {
    way: 'two forbidden calls at once',
    push: (house, path) =>
      turn(house, ['exec', { command: command(path) }], ['write', { path, content: 'x' }]),
    said: denied,
  },
  {
    way: 'a subagent',
    push: async (house, path) => {
      const task = `TOOL write ${JSON.stringify({ path, content: 'x' })}`
      await turn(house, ['tool_call', { id: 'sessions_spawn', args: { task } }])
      return judged(house, path)
    },
    said: denied,
  },
  {
    way: "another plugin's tool",
    push: (house, path) =>
      turn(house, ['tool_call', { id: 'witness_write', args: { path: file(house, path) } }]),
    said: denied,
  },
  {
    way: 'a tool of an MCP server',
    push: (house, path) =>
      turn(house, ['tool_call', { id: 'probe__touch', args: { path: file(house, path) } }]),
    said: denied,
  },
  {
    way: 'the agent scheduling a command',
    push: (house, path) => {
      const job = {
        name: 'j',
        schedule: { kind: 'at', at: '1s' },
        payload: { kind: 'command', argv: ['touch', path] },
      }
      return turn(house, ['tool_call', { id: 'automations', args: { action: 'add', job } }])
    },
    said: /Denied by claw-control|not found|unavailable|error/i,
  },
  {
    way: 'the agent changing the gateway',
    push: (house, path) =>
      turn(house, [
        'tool_call',
        { id: 'gateway', args: { action: 'config.patch', raw: `{"env":{"X":"${path}"}}` } },
      ]),
    said: /Denied by claw-control|not found|unavailable|error/i,
  },
]

/** Files: what the text says is not where it lands. */
const files: Door[] = [
  {
    way: 'out of the workspace by `..`',
    push: (house, path) => turn(house, ['write', { path: `../${path}`, content: 'x' }]),
    said: denied,
  },
  {
    way: 'out of the workspace by a link',
    push: (house, path) => turn(house, ['write', { path: `way-out/${path}`, content: 'x' }]),
    said: denied,
  },
  {
    way: 'out of the workspace by a link to nothing',
    push: (house) => turn(house, ['write', { path: 'dangling', content: 'x' }]),
    said: denied,
  },
  {
    way: 'to the home folder by `~`',
    push: (house, path) => turn(house, ['write', { path: `~/${path}`, content: 'x' }]),
    said: denied,
  },
  {
    way: "the agent's token",
    push: (house) => turn(house, ['read', { path: '../state/claw-control/token' }]),
    said: ours,
  },
  {
    way: "the agent's token, by a link",
    push: (house) => turn(house, ['read', { path: 'to-state/claw-control/token' }]),
    said: ours,
  },
  {
    way: "the agent's token, by a command",
    push: (house) => turn(house, ['exec', { command: 'cat ../state/claw-control/token' }]),
    said: ours,
  },
  {
    way: "the gateway's environment",
    push: (house) => turn(house, ['read', { path: '/proc/self/environ' }]),
    said: ours,
  },
  {
    way: "the plugin's own code",
    push: (house) =>
      turn(house, ['edit', { path: join(pluginDirectory, 'package.json'), oldText: 'claw', newText: 'x' }]),
    said: ours,
  },
  {
    way: 'a plugin in the workspace',
    push: (house) =>
      turn(house, ['write', { path: '.openclaw/extensions/claw-control/index.js', content: 'x' }]),
    said: ours,
  },
  {
    way: "a plugin in OpenClaw's state",
    push: (house) => turn(house, ['write', { path: '../state/extensions/NEVER/index.js', content: 'x' }]),
    said: ours,
  },
  {
    way: "a hook in OpenClaw's state",
    push: (house) => turn(house, ['write', { path: '../state/hooks/NEVER/handler.js', content: 'x' }]),
    said: ours,
  },
  {
    way: "a skill in OpenClaw's state",
    push: (house) => turn(house, ['write', { path: '../state/skills/NEVER/SKILL.md', content: 'x' }]),
    said: ours,
  },
  {
    way: 'the configuration',
    push: (house) => turn(house, ['write', { path: '../openclaw.json', content: '{}' }]),
    said: ours,
  },
]

/** The gateway's HTTP interfaces and its own protocol, as an administrator uses them. */
const interfaces: Door[] = [
  {
    way: 'POST /tools/invoke',
    push: async (house, path) =>
      (await house.gateway.invoke('witness_write', { path: file(house, path) })).text(),
    said: denied,
  },
  {
    way: 'tools.invoke',
    push: (house, path) =>
      ask(house, 'tools.invoke', { name: 'witness_write', args: { path: file(house, path) } }),
    said: denied,
  },
  {
    way: 'a web hook that begins a turn',
    push: async (house, path) => {
      await house.gateway.hook('agent', { message: `TOOL write ${JSON.stringify({ path, content: 'x' })}` })
      return judged(house, path)
    },
    said: denied,
  },
  {
    way: 'agent',
    push: async (house, path) => {
      const message = `TOOL write ${JSON.stringify({ path, content: 'x' })}`
      await ask(house, 'agent', { message, sessionKey: 'agent:main:by-rpc', idempotencyKey: path })
      return judged(house, path)
    },
    said: denied,
  },
  {
    way: 'chat.send',
    push: async (house, path) => {
      await chat(house, `TOOL write ${JSON.stringify({ path, content: 'x' })}`)
      return judged(house, path)
    },
    said: denied,
  },
  {
    way: 'terminal.open',
    push: (house) => ask(house, 'terminal.open', { cols: 80, rows: 24 }),
    said: /terminal is disabled/,
  },
]

/** The scheduler: what it runs without any tool call is kept off, what begins a turn is judged. */
const schedules: Door[] = [
  {
    way: 'a scheduled turn',
    push: async (house, path) => {
      const message = `TOOL write ${JSON.stringify({ path, content: 'x' })}`
      const id = await addJob(house, { payload: { kind: 'agentTurn', message } })
      await ask(house, 'cron.run', { id, mode: 'force' })
      return judged(house, path)
    },
    said: denied,
  },
  {
    way: 'a scheduled command',
    push: async (house, path) => {
      const argv = ['touch', file(house, path)]
      return jobKeptOff(house, await addJob(house, { payload: { kind: 'command', argv } }))
    },
    said: /job is gone/,
  },
  {
    way: 'a watched command',
    push: async (house) => {
      const schedule = { kind: 'on-exit', command: 'sleep 600.5', cwd: house.gateway.workspace }
      return jobKeptOff(
        house,
        await addJob(house, { schedule, payload: { kind: 'agentTurn', message: 'hello' } }),
      )
    },
    said: /job is off/,
  },
  {
    way: 'a command that is listened to',
    push: (house, path) => {
      const schedule = { kind: 'stream', command: ['touch', file(house, path)] }
      return addJob(house, { schedule, payload: { kind: 'agentTurn', message: 'hello' } }).catch(String)
    },
    said: switchedOff,
  },
  {
    way: 'a scheduled program',
    push: (house, path) => {
      const script = `await write(${JSON.stringify({ path, content: 'x' })})`
      return addJob(house, { payload: { kind: 'script', script } }).catch(String)
    },
    said: switchedOff,
  },
  {
    way: 'a program that decides whether a job fires',
    push: (house, path) => {
      const script = `await write(${JSON.stringify({ path, content: 'x' })}); json({ fire: false })`
      return addJob(house, { trigger: { script }, payload: { kind: 'agentTurn', message: 'hello' } }).catch(
        String,
      )
    },
    said: switchedOff,
  },
]

/** Chat commands that act by themselves, in the spellings that a person could use. */
const commands: Door[] = [
  '! touch FILE',
  '!touch FILE',
  '/bash touch FILE',
  '/BASH touch FILE',
  '/config set env.X=FILE',
  '/mcp set x={"command":"touch","args":["FILE"]}',
  '/plugins install FILE',
  '/plugin enable x',
  '/debug set env.X=FILE',
  '/restart',
  '/update',
  '/acp spawn codex',
  '/export-session FILE',
  '/export_session FILE',
  '/export FILE',
  '/export-trajectory FILE',
  '/allowlist add dm x',
  '/diagnostics',
  '/openclaw change everything',
  '/dreaming on',
].map((typed) => ({
  way: `the chat command ${typed}`,
  push: (house, path) => chat(house, typed.replace('FILE', path)),
  said: /does not let a chat message do this/,
}))

export const shutDoors: readonly Door[] = [...tools, ...files, ...interfaces, ...schedules, ...commands]
