// The plugin as OpenClaw loads it: reads the settings, and registers the gate, the guard of turns and the observers.
import process from 'node:process'
import { readConfig } from './config.ts'
import type { Control } from './control.ts'
import { createControl, stateDirectoryOf } from './control.ts'
import type { PluginApi } from './host.ts'
import { loadHarness } from './host.ts'
import { observe } from './observe.ts'
import { pinParameters } from './pin.ts'
import { endSharedControl, sharedControl } from './shared.ts'
import { guardTurns } from './turns.ts'

const register = (api: PluginApi): void => {
  const reading = readConfig(api.pluginConfig, process.env)
  const controlled = (): Control => {
    if (!reading.ok) throw new Error(reading.reason)
    const { config } = reading
    return sharedControl(JSON.stringify(config), (previous) => {
      const stateDirectory = stateDirectoryOf(config, api.runtime?.state?.resolveStateDir)
      return createControl({ config, stateDirectory, logger: api.logger, harness: loadHarness(), previous })
    })
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
  pinParameters(api, controlled)
  observe(api, controlled)

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
