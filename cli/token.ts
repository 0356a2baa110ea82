// `npm run token -- agent NAME --owner U…`: gives agents and operators tokens, each shown once and kept only as a hash; lists and revokes them.
import { randomBytes, randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { directory } from '#config/load.ts'
import { nearest } from '#domain/shared/nearest.ts'
import type { Credential } from '#store/agent/credentials.ts'
import { openTable } from './laptop.ts'

const usage = `Usage:
  npm run token -- agent NAME --owner SLACK_USER_ID [--environment production]
  npm run token -- operator NAME --person SLACK_USER_ID
  npm run token -- list
  npm run token -- revoke ID

People are those of config/people.yml. The table is the laptop's unless TABLE_NAME (and the usual AWS settings) name another.`

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    owner: { type: 'string' },
    person: { type: 'string' },
    environment: { type: 'string', default: 'production' },
  },
})
const [command, name = '', ...rest] = positionals

class Mistake extends Error {}

/** @throws Mistake when nobody has this id: an owner who does not exist would let everybody approve their own agent */
const personCalled = (id: string | undefined, option: string): string => {
  if (id === undefined) throw new Mistake(usage)
  const known = Object.keys(directory().people)
  if (known.includes(id)) return id
  const meant = nearest(id, known)
  throw new Mistake(
    `${option} ${id}: config/people.yml has nobody with this id${meant ? `; did you mean ${meant}?` : '.'}`,
  )
}

const wanted = (createdAt: string): Credential => {
  if (rest.length > 0 || !NAME.test(name) || !NAME.test(values.environment)) throw new Mistake(usage)
  if (command === 'operator')
    return { kind: command, operator: name, person: personCalled(values.person, '--person'), createdAt }
  if (command !== 'agent') throw new Mistake(usage)
  const owner = personCalled(values.owner, '--owner')
  return { kind: command, agent: name, owner, environment: values.environment, createdAt }
}

const give = async (credential: Credential): Promise<void> => {
  const { putCredential } = await import('#store/agent/credentials.ts')
  const token = `claw_${randomBytes(32).toString('base64url')}`
  await putCredential(token, credential)
  console.log(token)
}

const list = async (): Promise<void> => {
  const { listTokens, nameOf } = await import('#store/agent/tokens.ts')
  for (const { id, credential } of await listTokens()) {
    const person =
      credential.kind === 'agent' ? credential.owner : (credential.person ?? 'nobody in particular')
    const since = credential.createdAt ? `  since ${credential.createdAt}` : ''
    const revoked = credential.revokedAt ? `  REVOKED ${credential.revokedAt}` : ''
    console.log(`${id}  ${credential.kind}  ${nameOf(credential)}  ${person}${since}${revoked}`)
  }
}

const revoke = async (): Promise<void> => {
  const { listTokens, nameOf, revokeToken } = await import('#store/agent/tokens.ts')
  const all = await listTokens()
  const token = all.find(({ id }) => id === name)
  if (!token) throw new Mistake(`There is no token ${name}; \`npm run token -- list\` shows all of them.`)
  const by = { kind: 'operator' as const, id: userInfo().username }
  const revoked = await revokeToken(token, { by, now: new Date().toISOString(), requestId: randomUUID() })
  const whose = `${token.credential.kind} ${nameOf(token.credential)}`
  console.log(revoked ? `The token ${name} of ${whose} is revoked.` : `It was revoked already.`)
}

const run = async (): Promise<void> => {
  const credential = command === 'list' || command === 'revoke' ? undefined : wanted(new Date().toISOString())
  const table = await openTable()
  try {
    if (credential) await give(credential)
    else await (command === 'list' ? list() : revoke())
  } finally {
    await table.close()
  }
}

run().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message)
    process.exit(error instanceof Mistake ? 2 : 1)
  },
)
