// The plugin's parts wired as in a gateway, against a scripted gate over HTTP, with the host's side written down.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#plugins/openclaw/src/config.ts'
import { createControl } from '#plugins/openclaw/src/control.ts'
import type { ToolContext } from '#plugins/openclaw/src/host.ts'
import type { Script } from '#test/openclaw/support/stand-in.ts'
import { startStandIn } from '#test/openclaw/support/stand-in.ts'

export const configOf = (gateUrl: string, settings: Record<string, unknown> = {}) => {
  const reading = readConfig({ gateUrl, token: 'a-token', model: 'real/model', ...settings }, {})
  if (!reading.ok) throw new Error(reading.reason)
  return reading.config
}

export const startRig = async (script: Script = () => undefined, settings: Record<string, unknown> = {}) => {
  const gate = await startStandIn(script)
  const stateDirectory = await mkdtemp(join(tmpdir(), 'claw-plugin-'))
  const aborted: (string | undefined)[] = []
  const shown: Record<string, unknown>[] = []
  const said: string[] = []
  const say = (message: string) => {
    said.push(message)
  }
  const make = (changed: Record<string, unknown> = {}) =>
    createControl({
      config: configOf(gate.url, { ...settings, ...changed }),
      stateDirectory,
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
    aborted,
    shown,
    said,
    /** Another process on the same disk. */
    make,
    judge: (tool: string, params: Record<string, unknown>, context: Partial<ToolContext> = {}) => {
      const ids = { runId: 'run-1', toolCallId: `call-${++calls}`, ...context }
      return control.gate(
        { toolName: tool, params, ...ids },
        { sessionKey: 'agent:main:main', sessionId: 's-1', ...ids },
      )
    },
    close: async () => {
      await control.stop()
      await gate.close()
      await rm(stateDirectory, { recursive: true, force: true })
    },
  }
}

export type Rig = Awaited<ReturnType<typeof startRig>>
