#!/usr/bin/env node
// `openclaw-plugin doctor`: says what of an OpenClaw gateway is protected and what isn't, and with --fix arranges it.
import process from 'node:process'
import { parseArgs } from 'node:util'
import { examine, fix, homesOf } from './doctor/doctor.ts'
import { printed } from './doctor/report.ts'

const help = `Usage: openclaw-plugin doctor [--config PATH] [--json] [--fix [--gate URL] [--token-stdin] [--plugin FOLDER]]

  --config PATH    OpenClaw's configuration (default: OPENCLAW_CONFIG_PATH, or openclaw.json in its state)
  --json           the findings for a machine
  --fix            arrange the configuration; the old one is kept beside it as PATH.before-claw-control
  --gate URL       with --fix: where claw-control answers
  --token-stdin    with --fix: the agent's token comes on standard input, and is kept in a file of its own
  --plugin FOLDER  with --fix: load the plugin from this folder

Ends with 0 when everything is protected, 1 when something isn't, 2 when it could not be found out.`

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      json: { type: 'boolean', default: false },
      fix: { type: 'boolean', default: false },
      gate: { type: 'string' },
      'token-stdin': { type: 'boolean', default: false },
      plugin: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help || positionals[0] !== 'doctor' || positionals.length !== 1) {
    console.log(help)
    return values.help ? 0 : 2
  }
  const homes = homesOf(values.config, process.env)
  if (values.fix) {
    const tokenFrom = values['token-stdin'] ? process.stdin : undefined
    const done = await fix(homes, process.env, { gateUrl: values.gate, pluginPath: values.plugin, tokenFrom })
    if (!values.json) console.log(`${done.join('\n')}\n`)
  }
  const report = await examine(homes, process.env)
  console.log(values.json ? JSON.stringify(report, undefined, 2) : printed(report))
  return report.protected ? 0 : 1
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
