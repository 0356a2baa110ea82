// The plugin as OpenClaw loads it: reads the settings, and registers the gate, the guard of turns and the observers.
import { join } from 'node:path'
import process from 'node:process'
import { readConfig } from './config.ts'
import type { Control } from './control.ts'
import { createControl } from './control.ts'
import { gatewaySettings, openclawState } from './gateway-settings.ts'
import type { PluginApi } from './host.ts'
import { loadHarness } from './host.ts'
import { observe } from './observe.ts'
import { groundOf } from './own-ground.ts'
import { pinParameters } from './pin.ts'
import { createQuestionTool } from './questions.ts'
import { guardSchedules } from './schedule-hooks.ts'
import { endSharedControl, sharedControl, sharedLedger } from './shared.ts'
import { guardTurns } from './turns.ts'

const register = (api: PluginApi): void => {
  const state = openclawState(api)
  const reading = readConfig(api.pluginConfig, process.env, join(state, 'claw-control'))
  const controlled = (): Control => {
    if (!reading.ok) throw new Error(reading.reason)
    const { config } = reading
    return sharedControl(JSON.stringify(config), (previous) =>
      createControl({
        config,
        logger: api.logger,
        harness: loadHarness(),
        ledger: sharedLedger(),
        gatewayProcess: process.pid,
        ground: groundOf(config.stateDirectory, state, config.tokenFile, api.rootDir),
        ...gatewaySettings(api),
        previous,
      }),
    )
  }
  if (!reading.ok) api.logger.error(`claw-control: ${reading.reason}. No tool will run.`)

  api.registerTrustedToolPolicy({
    id: 'gate',
    description: 'Asks claw-control before every tool call',
    evaluate: async (event, context) => {
      if (!reading.ok)
        return {
          block: true,
          blockReason: `claw-control is not set up: ${reading.reason}. Nothing was run.`,
        }
      const control = controlled()
      control.start()
      return control.gate(event, context)
    },
  })
  guardTurns(api, controlled)
  guardSchedules(api, controlled)
  pinParameters(api, controlled)
  observe(api, controlled)
  api.registerTool(
    createQuestionTool(
      () => controlled().client,
      (toolCallId) =>
        sharedLedger()
          .all()
          .find((call) => call.toolCallId === toolCallId)?.session,
    ),
  )

  api.registerService({
    id: 'claw-control',
    start: () => {
      if (reading.ok) controlled().start()
    },
    stop: endSharedControl,
  })
}

export default {
  id: 'claw-control',
  name: 'claw-control',
  description: 'Asks claw-control before every tool call, and stops when it says stop.',
  register,
}
