// `npm run policy`: checks the policies and prints the table of gates, or explains what would happen to one call.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import * as z from 'zod'
import { calm, moment } from '#domain/action/judgement.ts'
import { approvalSeconds } from '#domain/action/risk.ts'
import { Directory } from '#domain/shared/people.ts'
import { createJudge } from './authorize.ts'
import { checkPolicies } from './check.ts'
import { markdownTable, terminalTable, who } from './gate-table.ts'
import { readPolicyFolder } from './policy-set.ts'

const usage = `npm run policy -- check [--markdown] [--roles a,b,c]
    Checks the policies and prints the gates. Roles are read from config/people.yml unless they are given.
npm run policy -- explain TOOL '{"its": "parameters"}' [--moment '{"severity": 2}'] [--environment NAME]
    Says what would happen to such a call, and why.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    markdown: { type: 'boolean', default: false },
    roles: { type: 'string' },
    moment: { type: 'string', default: '{}' },
    environment: { type: 'string', default: 'production' },
  },
})

const fail = (message: string): never => {
  console.error(message)
  process.exit(1)
}

const rolesOf = (): string[] => {
  if (values.roles) return values.roles.split(',').map((role) => role.trim())
  const directory = Directory.safeParse(parse(readFileSync('config/people.yml', 'utf8')))
  return directory.success
    ? Object.keys(directory.data.roles)
    : fail(`config/people.yml: ${z.prettifyError(directory.error)}`)
}

const parsed = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return fail(`${name} is not JSON: ${text.slice(0, 200)}`)
  }
}

const { schema, files } = readPolicyFolder('policies')

const check = () => {
  const complaints = checkPolicies(schema, files, rolesOf())
  for (const { file, line, message } of complaints) console.error(`${file}:${line}: ${message}`)
  if (complaints.length > 0)
    fail(
      `\n${complaints.length} ${complaints.length === 1 ? 'problem' : 'problems'}: these policies must not go live.`,
    )
  const judge = createJudge(schema, files)
  const gates = judge.gates()
  if (values.markdown) console.log(markdownTable(gates))
  else
    console.log(
      `${terminalTable(gates)}\n\n${gates.length} gates over ${judge.knownTools().length} tools; every other tool is denied.\nVersion ${judge.policyVersion()}`,
    )
}

const explain = (tool: string, params: string) => {
  const asked = moment.safeParse({ ...calm, ...Object(parsed('--moment', values.moment)) })
  if (!asked.success) return fail(`--moment: ${z.prettifyError(asked.error)}`)
  const agent = { name: 'somebody', environment: values.environment, owner: 'somebody' }
  const judgement = createJudge(schema, files).judge({
    agent,
    tool,
    params: parsed('the parameters', params),
    moment: asked.data,
  })
  const { verdict, reasons, requirement, facts } = judgement
  const outcome = { allow: 'allowed, nobody is asked', ask: 'people are asked', deny: 'denied' }[verdict]
  console.log(`${tool}: ${outcome}`)
  for (const { policy, reason } of reasons) console.log(`  ${policy}: ${reason}`)
  if (requirement)
    console.log(
      `  ${requirement.quorum} ${requirement.quorum === 1 ? 'person' : 'people'}: ${who(requirement)}; ${requirement.risk} risk, ${approvalSeconds[requirement.risk] / 60} minutes to decide`,
    )
  const told = Object.entries(facts).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  if (told.length > 0) console.log(`  derived from the parameters: ${told.join(', ')}`)
}

const [command, tool, params = '{}'] = positionals
if (command === 'check') check()
else if (command === 'explain' && tool) explain(tool, params)
else fail(usage)
