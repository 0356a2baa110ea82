// The plugin's parts wired as in a gateway, against a scripted gate over HTTP, with the host's side written down.
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#plugins/openclaw/src/config.ts'
import { createControl } from '#plugins/openclaw/src/control.ts'
import type { ToolContext, ToolEvent } from '#plugins/openclaw/src/host.ts'
import { createLedger } from '#plugins/openclaw/src/ledger.ts'
import { groundOf } from '#plugins/openclaw/src/own-ground.ts'
import type { Script } from '#test/openclaw/support/stand-in.ts'
import { startStandIn } from '#test/openclaw/support/stand-in.ts'

export const configOf = (gateUrl: string, home: string, settings: Record<string, unknown> = {}) => {
  const reading = readConfig({ gateUrl, token: 'a-token', model: 'real/model', ...settings }, {}, home)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.config
}

export const startRig = async (script: Script = () => undefined, settings: Record<string, unknown> = {}) => {
  const gate = await startStandIn(script)
  const home = await realpath(await mkdtemp(join(tmpdir(), 'claw-plugin-')))
  const openclawState = join(home, 'openclaw')
  const stateDirectory = join(openclawState, 'claw-control')
  const workspace = join(home, 'workspace')
  for (const directory of [stateDirectory, workspace]) await mkdir(directory, { recursive: true })
  /** How Code Mode would run programs here. */
  const executor = { is: 'quickjs' }
  const aborted: (string | undefined)[] = []
  const shown: Record<string, unknown>[] = []
  const said: string[] = []
  const say = (message: string) => {
    said.push(message)
  }
  const make = (changed: Record<string, unknown> = {}) =>
    createControl({
      config: configOf(gate.url, stateDirectory, { ...settings, ...changed }),
      ledger: createLedger(),
      gatewayProcess: undefined,
      ground: groundOf(stateDirectory, openclawState, undefined, undefined),
      workspaceOf: () => workspace,
      executorOf: () => executor.is,
      logger: { info: say, warn: say, error: say },
      harness: Promise.resolve({
        abort: (sessionId) => {
          aborted.push(sessionId)
        },
        showApproval: (_run, _session, data) => {
          shown.push(data)
        },
      }),
      previous: Promise.resolve(),
    })
  const control = make()
  let calls = 0
  return {
    gate,
    control,
    stateDirectory,
    openclawState,
    workspace,
    executor,
    aborted,
    shown,
    said,
    /** Another process on the same disk. */
    make,
    judge: (
      tool: string,
      params: Record<string, unknown>,
      context: Partial<ToolContext> = {},
      event: Partial<ToolEvent> = {},
    ) => {
      const ids = { runId: 'run-1', toolCallId: `call-${++calls}`, ...context }
      return control.gate(
        { toolName: tool, params, ...ids, ...event },
        { sessionKey: 'agent:main:main', sessionId: 's-1', ...ids },
      )
    },
    close: async () => {
      await control.stop()
      await gate.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

export type Rig = Awaited<ReturnType<typeof startRig>>
