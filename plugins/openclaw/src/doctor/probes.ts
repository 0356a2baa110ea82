// What only trying can tell of the gate: that it answers this token, knows the agent, and can push.
import { once } from 'node:events'
import { readConfig } from '../config.ts'
import { gateClient } from '../gate-client.ts'
import { isRecord } from '../json.ts'
import { openSocket } from '../socket.ts'
import { pluginId } from './arrangement.ts'
import type { Finding } from './finding.ts'
import type { Settings } from './look-up.ts'
import { recordAt } from './look-up.ts'

const liveFinding = async (liveUrl: string | undefined, token: string): Promise<Finding> => {
  const slower: Finding = {
    state: 'note',
    what: 'The gate cannot push to this machine; a pause is learnt by long poll instead.',
  }
  if (liveUrl === undefined) return slower
  const socket = openSocket(liveUrl, token)
  try {
    await once(socket, 'message', { signal: AbortSignal.timeout(5_000) })
    return { state: 'protected', what: 'A pause is pushed to this gateway at once.' }
  } catch {
    return slower
  } finally {
    socket.close()
  }
}

/** Asks the gate who this gateway is; a few seconds at most. */
export const gateFindings = async (
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  home: string,
): Promise<Finding[]> => {
  const config = recordAt(settings, 'plugins', 'entries', pluginId, 'config')
  if (isRecord(config['token']))
    return [{ state: 'note', what: 'The token is a secret reference, so the gate was not asked from here.' }]
  const reading = readConfig(config, environment, home)
  if (!reading.ok) return []
  const { gateUrl, token, askTimeoutMs } = reading.config
  try {
    const { agent, liveUrl } = await gateClient(reading.config, askTimeoutMs).agent()
    const wanted = reading.config.agent
    const known: Finding =
      wanted === undefined || wanted === agent
        ? { state: 'protected', what: `The gate at ${gateUrl} answers and knows this gateway as ${agent}.` }
        : {
            state: 'open',
            what: `The gate takes this gateway for ${agent}, and the settings say ${wanted}. No tool runs.`,
            cure: `use the token of ${wanted}, or correct plugins.entries.${pluginId}.config.agent`,
          }
    return [known, await liveFinding(liveUrl, token)]
  } catch (error) {
    return [
      {
        state: 'open',
        what: `The gate at ${gateUrl} does not answer as it should: ${(error as Error).message}. Until it does, no tool runs.`,
        cure: 'check gateUrl, the token, the network and the clock',
      },
    ]
  }
}
