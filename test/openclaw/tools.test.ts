// The tools of the pinned OpenClaw, read out of its package: the kept list that the policies are tested against is whole.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openclawDirectory, openclawVersion } from './support/openclaw.ts'

const kept = JSON.parse(
  readFileSync(join(import.meta.dirname, '../unit/policies/fixtures/openclaw-tools.json'), 'utf8'),
) as { openclaw: string; tools: Record<string, string[]> }
const dist = join(openclawDirectory, 'dist')

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'claw-openclaw-tools-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const filesNamed = (start: string): string[] =>
  readdirSync(dist)
    .filter((name) => name.startsWith(start) && name.endsWith('.mjs'))
    .map((name) => join(dist, name))
const namesIn = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, name]) => name!)

/** The tools that a gateway makes for an agent, with their parameters, made by OpenClaw’s own factory. */
const made = (): Record<string, string[]> => {
  const factory = filesNamed('agent-tools-').find((file) =>
    readFileSync(file, 'utf8').includes('export { createOpenClawCodingTools };'),
  )
  if (!factory) throw new Error('OpenClaw no longer exports createOpenClawCodingTools')
  const script = `const { createOpenClawCodingTools } = await import(${JSON.stringify(factory)})
    const tools = await createOpenClawCodingTools({ config: {}, workspaceDir: ${JSON.stringify(home)}, agentDir: ${JSON.stringify(home)}, modelHasVision: true, sessionKey: 'main', senderIsOwner: true, clientCaps: ['inline-widgets', 'ui-commands', 'mobile-ui', 'progress-card'] })
    process.stdout.write('TOOLS' + JSON.stringify(Object.fromEntries(tools.map((tool) => [tool.name, Object.keys(tool.parameters?.properties ?? {})]))))
    process.exit(0)`
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: home, OPENCLAW_STATE_DIR: join(home, 'state') },
  })
  const [, json] = done.stdout.split('TOOLS')
  if (json === undefined) throw new Error(`OpenClaw made no tools: ${done.stderr}`)
  return JSON.parse(json)
}

test('the list was drawn from the version that is pinned', () => {
  expect(kept.openclaw).toBe(openclawVersion)
})

test('every tool that the factory makes is in the list, with every parameter', () => {
  const tools = made()
  expect(Object.keys(tools).length).toBeGreaterThan(40)
  expect(Object.keys(tools).filter((name) => !kept.tools[name])).toEqual([])
  for (const [name, parameters] of Object.entries(tools))
    expect([name, parameters.filter((each) => !kept.tools[name]!.includes(each))]).toEqual([name, []])
})

test('every tool of the catalogue and of the bundled plugins is in the list', () => {
  const catalogue = filesNamed('tool-catalog-').flatMap((file) =>
    namesIn(readFileSync(file, 'utf8'), /^\t+id: "([a-z_]+)",\n\t+label: "\1"/gm),
  )
  const factories = filesNamed('core-tool-factory-descriptors-').flatMap((file) =>
    namesIn(readFileSync(file, 'utf8'), /name: "([a-z_]+)"/g),
  )
  const extensions = join(dist, 'extensions')
  const plugins = readdirSync(extensions).flatMap((name) => {
    try {
      const manifest = JSON.parse(readFileSync(join(extensions, name, 'openclaw.plugin.json'), 'utf8'))
      return (manifest.contracts?.tools ?? []) as string[]
    } catch {
      return []
    }
  })
  expect(factories.length).toBeGreaterThan(40)
  expect(plugins).toContain('browser')
  expect([...new Set([...catalogue, ...factories, ...plugins])].filter((name) => !kept.tools[name])).toEqual(
    [],
  )
})
