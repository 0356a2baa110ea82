// The doctor's work: reads OpenClaw's configuration and files, asks the gate, and with `fix` puts them in order.
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import json5 from 'json5'
import { readConfig } from '../config.ts'
import { gateClient } from '../gate-client.ts'
import { isRecord } from '../json.ts'
import { tokenFileName, tokenVariable } from '../own-token.ts'
import { canReap } from '../reaper.ts'
import { arrange, pluginId } from './arrangement.ts'
import { fileFindings } from './files.ts'
import { findingsOf } from './findings.ts'
import type { Settings } from './look-up.ts'
import { at, recordAt, withAt } from './look-up.ts'
import { gateFindings } from './probes.ts'
import type { Report } from './report.ts'
import { reportOf } from './report.ts'

export interface Homes {
  config: string
  state: string
}

/** Where OpenClaw keeps its configuration and its state. */
export const homesOf = (config: string | undefined, environment: NodeJS.ProcessEnv): Homes => {
  const state = environment['OPENCLAW_STATE_DIR'] ?? join(homedir(), '.openclaw')
  return { config: config ?? environment['OPENCLAW_CONFIG_PATH'] ?? join(state, 'openclaw.json'), state }
}

const readSettings = async (path: string): Promise<Settings> => {
  const settings: unknown = json5.parse(await readFile(path, 'utf8'))
  if (!isRecord(settings)) throw new Error(`${path} does not hold an object`)
  return settings
}

const configAt = ['plugins', 'entries', pluginId, 'config']
const textAt = (settings: Settings, name: string): string | undefined => {
  const found = at(settings, ...configAt, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}

const homeOf = (settings: Settings, { state }: Homes): string =>
  textAt(settings, 'stateDirectory') ?? join(state, pluginId)
const tokenFileOf = (settings: Settings, homes: Homes): string =>
  textAt(settings, 'tokenFile') ?? join(homeOf(settings, homes), tokenFileName)

/** The doctor may be given the token in its own environment; the gateway must not. */
const withoutToken = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { [tokenVariable]: _own, ...rest } = environment
  return rest
}

export const examine = async (homes: Homes, environment: NodeJS.ProcessEnv): Promise<Report> => {
  const settings = await readSettings(homes.config)
  const home = homeOf(settings, homes)
  const theirs = withoutToken(environment)
  return reportOf([
    ...findingsOf(settings, theirs, canReap, home),
    ...(await fileFindings(settings, homes.config, homes.state, tokenFileOf(settings, homes))),
    ...(await gateFindings(settings, theirs, home)),
  ])
}

export interface Wishes {
  gateUrl: string | undefined
  pluginPath: string | undefined
  /** Where the token comes from; without it, from the doctor's own environment or the old configuration. */
  tokenFrom: NodeJS.ReadableStream | undefined
}

const replace = async (path: string, content: string): Promise<void> => {
  await writeFile(`${path}.new`, content, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

const keepToken = async (file: string, token: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await replace(file, `${token.trim()}\n`)
}

const tokenOf = async (settings: Settings, wishes: Wishes, environment: NodeJS.ProcessEnv) => {
  if (wishes.tokenFrom) return (await text(wishes.tokenFrom)).trim() || undefined
  const written = textAt(settings, 'token')
  return environment[tokenVariable]?.trim() || (written?.startsWith('$') ? undefined : written)
}

/** Who the gate takes this gateway for; a gate that is not there yet is no reason to leave the rest open. */
const agentOf = async (settings: Settings, homes: Homes): Promise<string | undefined> => {
  const reading = readConfig(recordAt(settings, ...configAt), {}, homeOf(settings, homes))
  if (!reading.ok) return undefined
  return gateClient(reading.config, reading.config.askTimeoutMs)
    .agent()
    .then(
      ({ agent }) => agent,
      () => undefined,
    )
}

/** Puts configuration and token in order; what was done, in sentences. */
export const fix = async (
  homes: Homes,
  environment: NodeJS.ProcessEnv,
  wishes: Wishes,
): Promise<string[]> => {
  const before = await readSettings(homes.config)
  const done: string[] = []
  const token = await tokenOf(before, wishes, environment)
  if (token !== undefined) {
    const file = tokenFileOf(before, homes)
    await keepToken(file, token)
    done.push(`The token is in ${file}, for this user alone.`)
  }
  const { token: written, ...config } = recordAt(before, ...configAt)
  const kept = token !== undefined && !isRecord(written) ? withAt(before, configAt, config) : before
  const arranged = arrange(kept, { gateUrl: wishes.gateUrl, pluginPath: wishes.pluginPath })
  const agent = textAt(arranged, 'agent') ?? (await agentOf(arranged, homes))
  const settings = agent === undefined ? arranged : withAt(arranged, [...configAt, 'agent'], agent)
  const backup = `${homes.config}.before-claw-control`
  await copyFile(homes.config, backup)
  await replace(homes.config, `${JSON.stringify(settings, undefined, 2)}\n`)
  return [...done, `Arranged ${homes.config}; the old one is ${backup}.`]
}
