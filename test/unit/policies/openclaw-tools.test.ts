// Every tool that the pinned OpenClaw brings is known here with its parameters, or refused on purpose; test/openclaw compares the list with the package.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownTools } from '#policies/authorize.ts'
import { parametersOf } from '#policies/facts.ts'
import { refusedTools } from '#policies/tools/refused-tools.ts'
import { ask } from './asking.ts'

const { tools } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/openclaw-tools.json'), 'utf8'),
) as {
  tools: Record<string, string[]>
}
const opened = Object.entries(tools).filter(([name]) => !Object.hasOwn(refusedTools, name))

/** What steers a call to another gateway, or makes it run unasked, is left unknown: it asks. */
const asksOnPurpose = new Set(['gatewayUrl', 'gatewayToken', 'cwd', 'attachAs', 'placement', 'projectGitUrl'])

test('each is known or refused, never forgotten', () => {
  const known = knownTools()
  expect(
    Object.keys(tools).filter((name) => !known.includes(name) && !Object.hasOwn(refusedTools, name)),
  ).toEqual([])
  expect(Object.keys(refusedTools).filter((name) => known.includes(name))).toEqual([])
})

test('each tool that the schema opens has its parameters listed, but for those that are for any tool', () => {
  expect(knownTools().filter((name) => parametersOf(name) === undefined)).toEqual([])
})

describe('parameters', () => {
  test.each(opened)('%s', (name, parameters) => {
    const listed = parametersOf(name) ?? []
    expect(parameters.filter((each) => !listed.includes(each) && !asksOnPurpose.has(each))).toEqual([])
  })
})

test.each(Object.keys(refusedTools))(
  '%s is denied, and the answer says why and how it would be opened',
  (name) => {
    const { verdict, reasons } = ask(name)
    expect(verdict).toBe('deny')
    expect(reasons[0]!.reason).toMatch(/refused on purpose: .*claw\.cedarschema/)
  },
)

test.each(['github__create_issue', 'notion-mcp__search', 'a__b'])(
  '%s, of an MCP server, is denied with the line that opens it',
  (name) => {
    expect(ask(name)).toMatchObject({ verdict: 'deny', policies: ['unknown-tool'] })
    expect(ask(name).reasons[0]!.reason).toContain(`action "${name}" in ["acting"] appliesTo`)
  },
)
