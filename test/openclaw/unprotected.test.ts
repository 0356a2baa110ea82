// A gateway whose plugin is broken, cut down or missing: nothing acts, whoever asks and whichever model they name.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FakeModel } from './support/fake-model.ts'
import { startFakeModel } from './support/fake-model.ts'
import type { Gateway } from './support/openclaw.ts'
import { pluginDirectory, startGateway } from './support/openclaw.ts'
import type { StandIn } from './support/stand-in.ts'
import { startStandIn } from './support/stand-in.ts'

let gate: StandIn
let model: FakeModel
let gateway: Gateway
let plugin: string

beforeAll(async () => {
  ;[gate, model] = await Promise.all([startStandIn(), startFakeModel()])
  plugin = await mkdtemp(join(tmpdir(), 'claw-plugin-'))
  for (const part of ['dist', 'package.json', 'openclaw.plugin.json'])
    await cp(join(pluginDirectory, part), join(plugin, part), { recursive: true })
  gateway = await startGateway({ gateUrl: gate.url, modelUrl: model.url, pluginFrom: plugin })
})

afterAll(async () => {
  await gateway?.stop()
  await Promise.all([gate?.close(), model?.close(), rm(plugin, { recursive: true })])
})

const entry = () => join(plugin, 'dist/index.js')
const write = (path: string) => `TOOL write ${JSON.stringify({ path, content: 'x' })}`
const doctor = async (): Promise<{ status: number | null; stdout: string }> => {
  const args = [join(pluginDirectory, 'dist/cli.js'), 'doctor', '--config', gateway.configPath]
  const env = { OPENCLAW_STATE_DIR: join(gateway.home, 'state') }
  const child = spawn(process.execPath, args, { env })
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return { status: child.exitCode, stdout }
}

/** Every way in: a plain turn, a chat that already had the real model, a chosen model, a tool over HTTP. */
const nothingActs = async (name: string) => {
  const before = model.answers()
  expect(await gateway.say(write(`${name}-plain.txt`))).toContain('Unknown model: locked/locked')
  await gateway.say(write(`${name}-old.txt`), { user: 'an-old-chat' })
  await gateway.say(write(`${name}-header.txt`), { headers: { 'x-openclaw-model': 'fake/fake-1' } })
  await gateway.say('/model fake/fake-1', { user: 'a-chooser' })
  await gateway.say(write(`${name}-chosen.txt`), { user: 'a-chooser' })

  expect(model.answers()).toBe(before)
  for (const way of ['plain', 'old', 'header', 'chosen'])
    expect(existsSync(join(gateway.workspace, `${name}-${way}.txt`))).toBe(false)
}

test('with the plugin in place the agent acts, and doctor finds everything protected', async () => {
  await gateway.say(write('whole.txt'), { user: 'an-old-chat' })
  expect(existsSync(join(gateway.workspace, 'whole.txt'))).toBe(true)

  const { status, stdout } = await doctor()
  expect(stdout).toContain('0 not protected')
  expect(status).toBe(0)
})

test('a plugin file that does not parse', async () => {
  const whole = await readFile(entry(), 'utf8')
  await writeFile(entry(), `${whole.slice(0, 5_000)} this is no JavaScript`)
  await gateway.restart()

  await nothingActs('broken')
  const { status, stdout } = await doctor()
  expect(stdout).toContain('does not load')
  expect(status).toBe(1)
  await writeFile(entry(), whole)
})

test('a plugin that throws while it registers', async () => {
  const whole = await readFile(entry(), 'utf8')
  await writeFile(entry(), `export default { id: 'claw-control', register() { throw new Error('broken') } }`)
  await gateway.restart()

  await nothingActs('throwing')
  await writeFile(entry(), whole)
})

test('a plugin that is switched off', async () => {
  const config = JSON.parse(await readFile(gateway.configPath, 'utf8'))
  config.plugins.entries['claw-control'].enabled = false
  await writeFile(gateway.configPath, JSON.stringify(config))
  await gateway.restart()

  await nothingActs('off')
})
