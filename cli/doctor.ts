// `npm run doctor`: what would go wrong before it does, in plain words; exit code 1 when there is something to mend.
import { parseArgs } from 'node:util'
import { channels, directory } from '#config/load.ts'
import type { Requirement } from '#domain/action/judgement.ts'
import { quorumProblems } from '#domain/action/reach.ts'
import { holdersOf, Role } from '#domain/shared/people.ts'
import { gatesOf } from '#policies/gates.ts'
import { createPolicySet, readPolicyFolder } from '#policies/policy-set.ts'
import { accountStates } from './accounts.ts'

const usage = `Usage:
  npm run doctor               what is wrong with who may decide and where we speak
  npm run doctor -- --json     the same for a machine: { findings: [{ code, level, sentence }] }

It reads config/ (CLAW_CONFIG_DIR) and policies/, and asks Slack about accounts with SLACK_BOT_TOKEN, or the laptop. Exit code 0: nothing to mend; 1: something; 2: it cannot look.`

interface Finding {
  /** For whoever watches the output; stays the same. */
  code: string
  /** A hint is about what may come; only faults make the exit code 1. */
  level: 'fault' | 'hint'
  sentence: string
}

const rolesWithoutHolder = (): Finding[] =>
  Role.options
    .filter((role) => holdersOf(directory(), [role]).length === 0)
    .map((role) => ({
      code: 'role-without-holder',
      level: 'fault',
      sentence: `Nobody holds the role ${role}: give it to somebody in config/people.yml.`,
    }))

const gates = (): { policy: string; requirement: Requirement }[] => {
  const { schema, files } = readPolicyFolder('policies')
  return gatesOf(createPolicySet(schema, files).policies.values()).flatMap(({ policy, requirement }) =>
    requirement ? [{ policy, requirement }] : [],
  )
}

/** Gates that nobody can lift, whoever owns the agent. */
const quorums = (deactivated: ReadonlySet<string>): Finding[] =>
  gates().flatMap(({ policy, requirement }): Finding[] => {
    const problems = quorumProblems(requirement, { directory: directory(), deactivated })
    return problems.length === 0
      ? []
      : [
          {
            code: 'quorum-out-of-reach',
            level: 'fault',
            sentence: `Policy ${policy}: ${problems.join(' ')}`,
          },
        ]
  })

/** Gates that only the owner of an agent could lift, should that person own one. */
const owners = (deactivated: ReadonlySet<string>): Finding[] =>
  Object.keys(directory().people).flatMap((owner): Finding[] => {
    const reach = { directory: directory(), deactivated }
    const blocked = gates().filter(
      ({ requirement }) =>
        quorumProblems(requirement, reach).length === 0 &&
        quorumProblems(requirement, { ...reach, owner }).length > 0,
    )
    if (blocked.length === 0) return []
    const policies = blocked.map(({ policy }) => policy).join(', ')
    const sentence = `Should ${owner} own an agent, nobody else could lift these for it: ${policies}. A second holder of the role mends that.`
    return [{ code: 'quorum-out-of-reach-for-owner', level: 'hint', sentence }]
  })

const channelsWithoutFallback = (): Finding[] => {
  const { approvals, incidents, operations } = channels()
  return Object.entries({ approvals, incidents, operations })
    .filter(([, { fallback }]) => fallback === undefined)
    .map(([key]) => ({
      code: 'channel-without-fallback',
      level: 'hint',
      sentence: `The channel ${key} has no fallback in config/channels.yml: while Slack refuses posts there, people only get direct messages.`,
    }))
}

/** Accounts of people with a role that Slack has deactivated or does not know; needs a token, or the laptop running. */
const accounts = async (): Promise<{ deactivated: Set<string>; findings: Finding[] }> => {
  const holders = Object.entries(directory().people).filter(([, { roles }]) => roles.length > 0)
  const states = await accountStates(holders.map(([id]) => id))
  if (!states) {
    const sentence = 'Whether accounts are active was not looked at: set SLACK_BOT_TOKEN, or run `npm start`.'
    return { deactivated: new Set(), findings: [{ code: 'accounts-not-looked-at', level: 'hint', sentence }] }
  }
  const gone = holders.filter(([id]) => states.get(id) !== 'active')
  return {
    deactivated: new Set(gone.map(([id]) => id)),
    findings: gone.map(([id, { name, roles }]) => ({
      code: 'account-inactive',
      level: 'fault',
      sentence: `The account of ${name} (${id}) is ${states.get(id)}, and holds ${roles.join(', ')}: nobody can decide with it.`,
    })),
  }
}

const run = async (): Promise<number> => {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const { deactivated, findings: inactive } = await accounts()
  const findings = [
    ...rolesWithoutHolder(),
    ...inactive,
    ...quorums(deactivated),
    ...owners(deactivated),
    ...channelsWithoutFallback(),
  ]
  const faults = findings.filter(({ level }) => level === 'fault')
  if (values.json) console.log(JSON.stringify({ findings }))
  else {
    for (const { level, sentence } of findings) console.log(`${level === 'fault' ? '✗' : '·'} ${sentence}`)
    if (faults.length === 0) console.log('Nothing to mend.')
  }
  return faults.length > 0 ? 1 : 0
}

run().then(
  (code) => {
    process.exitCode = code
  },
  (error: Error) => {
    console.error(`${error.message}\n\n${usage}`)
    process.exitCode = 2
  },
)
