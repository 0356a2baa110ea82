// Who may be written to about an incident, each with the channel in which they read it.
import type { Audience } from '#domain/communication/state.ts'
import { audienceSettings, ConfigError, channels } from './load.ts'

export interface Reached {
  audience: Audience
  /** Slack's id. */
  channel: string
}

/**
 * In the order of `audiences.yml`.
 * @throws ConfigError when an audience has no channel, or a file is missing or wrong
 */
export const audiences = (): Reached[] =>
  Object.entries(audienceSettings()).map(([id, { channel: key, ...audience }]) => {
    const channel = channels()[key]?.id
    if (!channel) throw new ConfigError(`config/audiences.yml: ${id}.channel: channels.yml has no ${key}`)
    return { audience: { id, ...audience }, channel }
  })

/** @throws ConfigError also when nobody is called that any more: better late than to the wrong people */
export const audienceCalled = (id: string): Reached => {
  const found = audiences().find(({ audience }) => audience.id === id)
  if (!found) throw new ConfigError(`config/audiences.yml: ${id} is missing`)
  return found
}
