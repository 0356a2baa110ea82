// What the README tells a stranger to type is typed here, so that it stays true.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { commands } from '#functions/slack/registry.ts'
import { createJudge } from '#policies/authorize.ts'
import { checkPolicies } from '#policies/check.ts'
import { readPolicyFolder } from '#policies/policy-set.ts'
import { send } from '#test/support/http.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

const run = promisify(execFile)
const readme = readFileSync('README.md', 'utf8')
const block = (language: string): string => {
  const text = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(readme)?.[1]
  if (!text) throw new Error(`the README has no ${language} block`)
  return text
}

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

it('the tour over HTTP ends with the story on record', async () => {
  const script = block('bash').replace(/^URL=.*$/m, `URL=${laptop.url}`)
  const { stdout } = await run('bash', ['-c', script])
  expect(stdout).toContain('"status":"approved"')
  expect(stdout).toContain('"decision":"allow"')
  const told = stdout.trim().split('\n').slice(-5)
  expect(told.map((line) => line.split('  ')[1])).toEqual([
    'OutcomeReported',
    'ActionStarted',
    'ActionApproved',
    'ApprovalGranted',
    'ApprovalRequested',
  ])
})

it('the gate for a new tool is accepted by the check and asks support', () => {
  const { schema, files } = readPolicyFolder('policies')
  const longer = { ...schema, text: `${schema.text}\n${block('cedarschema')}` }
  const more = [...files, { name: 'refund.cedar', text: block('cedar') }]
  expect(checkPolicies(longer, more, ['platform', 'product', 'security', 'support', 'on-call'])).toEqual([])
  const agent = { name: 'demo-agent', owner: 'UPRODUCT', environment: 'local' }
  const moment = { switchMode: 'run', severity: 0, freeze: false, budgetExhausted: false } as const
  const { judge } = createJudge(longer, more)
  const refund = (amount: number) => judge({ agent, tool: 'refund.create', params: { amount }, moment })
  expect(refund(100).verdict).toBe('allow')
  expect(refund(101)).toMatchObject({ verdict: 'ask', requirement: { groups: [['support']], quorum: 1 } })
})

it('a token from `npm run token` opens the gate', async () => {
  const port = new URL(laptop.url).port
  const { stdout } = await run(
    process.execPath,
    ['cli/token.ts', 'agent', 'third-agent', '--owner', 'USUPPORT'],
    { env: { ...process.env, PORT: port, CLAW_DATA_DIR: laptop.dataDir } },
  )
  const { body } = await send('GET', `${laptop.url}/v1/agent`, { token: stdout.trim() })
  expect(body).toMatchObject({ agent: 'third-agent', owner: 'USUPPORT', environment: 'production' })
})

describe('what it names exists', () => {
  it('scripts of package.json', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }
    const named = Array.from(readme.matchAll(/npm run ([\w:]+)/g), ([, name]) => name)
    expect(named).not.toEqual([])
    expect(named.filter((name) => !(name! in scripts))).toEqual([])
  })
  it('commands of /claw', () => {
    const words = new Set(commands.map(({ name }) => name))
    const named = Array.from(readme.matchAll(/`\/claw (\w+)/g), ([, name]) => name!)
    expect(named).not.toEqual([])
    expect(named.filter((name) => !words.has(name))).toEqual([])
  })
  it('people and their roles', () => {
    const { people } = parse(readFileSync('config/people.yml', 'utf8')) as {
      people: Record<string, { roles: string[] }>
    }
    for (const [id, { roles }] of Object.entries(people)) {
      expect(readme).toContain(`\`${id}\``)
      for (const role of roles) expect(readme).toMatch(new RegExp(`\`${id}\`[^|]*\\| ${role}`))
    }
  })
})
