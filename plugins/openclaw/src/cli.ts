#!/usr/bin/env node
// `openclaw-plugin doctor`: says what of an OpenClaw gateway is protected and what isn't, and with --fix arranges it.
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import json5 from 'json5'
import { arrange } from './doctor/arrangement.ts'
import type { Finding } from './doctor/findings.ts'
import { findingsOf } from './doctor/findings.ts'
import type { Settings } from './doctor/look-up.ts'
import { probe } from './doctor/probes.ts'
import { isRecord } from './json.ts'
import { canReap } from './reaper.ts'

const help = `Usage: openclaw-plugin doctor [--config PATH] [--fix [--gate URL] [--plugin FOLDER]]

  --config PATH    OpenClaw's configuration (default: OPENCLAW_CONFIG_PATH, or ~/.openclaw/openclaw.json)
  --fix            arrange the configuration; the old one is kept beside it as PATH.before-claw-control
  --gate URL       with --fix: where claw-control answers
  --plugin FOLDER  with --fix: load the plugin from this folder

Ends with 0 when everything is protected, 1 when something isn't, 2 when it could not be found out.`

const labels = { protected: 'protected    ', open: 'NOT PROTECTED', note: 'note         ' } as const

const lineOf = ({ state, what, cure }: Finding): string =>
  `${labels[state]}  ${what}${cure === undefined ? '' : `\n               → ${cure}`}`

const readSettings = async (path: string): Promise<Settings> => {
  const settings: unknown = json5.parse(await readFile(path, 'utf8'))
  if (!isRecord(settings)) throw new Error(`${path} does not hold an object`)
  return settings
}

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      fix: { type: 'boolean', default: false },
      gate: { type: 'string' },
      plugin: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help || positionals[0] !== 'doctor' || positionals.length !== 1) {
    console.log(help)
    return values.help ? 0 : 2
  }
  const path =
    values.config ?? process.env['OPENCLAW_CONFIG_PATH'] ?? join(homedir(), '.openclaw', 'openclaw.json')
  let settings = await readSettings(path)
  if (values.fix) {
    settings = arrange(settings, { gateUrl: values.gate, pluginPath: values.plugin })
    await copyFile(path, `${path}.before-claw-control`)
    await writeFile(path, `${JSON.stringify(settings, undefined, 2)}\n`)
    console.log(`Arranged ${path}; the old one is ${path}.before-claw-control.\n`)
  }
  const findings = [
    ...findingsOf(settings, process.env, canReap),
    ...(await probe(settings, path, process.env)),
  ]
  for (const finding of findings) console.log(lineOf(finding))
  const open = findings.filter(({ state }) => state === 'open').length
  const safe = findings.filter(({ state }) => state === 'protected').length
  console.log(`\n${safe} protected, ${open} not protected`)
  return open === 0 ? 0 : 1
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: Error) => {
    console.error(`It could not be found out: ${error.message}`)
    process.exitCode = 2
  },
)
