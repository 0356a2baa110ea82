// `npm run token -- agent NAME --owner U…`: gives a new agent or operator a token, shown once and kept only as a hash.
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Credential } from '#store/agent/credentials.ts'
import { openTable } from './laptop.ts'

const usage = `Usage:
  npm run token -- agent NAME --owner SLACK_USER_ID [--environment production]
  npm run token -- operator NAME

The table is the laptop's unless TABLE_NAME (and the usual AWS settings) name another.`

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i
const SLACK_USER = /^[UW][A-Z0-9]{1,20}$/

const wanted = (): Credential | undefined => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { owner: { type: 'string' }, environment: { type: 'string', default: 'production' } },
  })
  const [kind, name = '', ...rest] = positionals
  if (rest.length > 0 || !NAME.test(name)) return undefined
  if (kind === 'operator') return { kind, operator: name }
  const { owner = '', environment } = values
  if (kind !== 'agent' || !SLACK_USER.test(owner) || !NAME.test(environment)) return undefined
  return { kind, agent: name, owner, environment }
}

const run = async (): Promise<number> => {
  const credential = wanted()
  if (!credential) {
    console.error(usage)
    return 2
  }
  const table = await openTable()
  try {
    const { putCredential } = await import('#store/agent/credentials.ts')
    const token = `claw_${randomBytes(32).toString('base64url')}`
    await putCredential(token, credential)
    console.log(token)
    return 0
  } finally {
    await table.close()
  }
}

run().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
