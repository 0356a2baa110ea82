// Why: a fresh laptop knows its agents and its operator, so the first request works without any setup.
import { agents, operator } from './fixed-secrets.ts'

/**
 * Writes the laptop's fixed tokens into the table, unless they are known: one that was revoked stays revoked. The store is imported only now,
 * because it reads the environment that has just been set.
 */
export async function seed(): Promise<void> {
  const { putCredentialIfNew } = await import('#store/agent/credentials.ts')
  await Promise.all([
    ...agents.map(({ token, agent, owner }) =>
      putCredentialIfNew(token, { kind: 'agent', agent, owner, environment: 'local' }),
    ),
    putCredentialIfNew(operator.token, { kind: 'operator', operator: operator.operator }),
  ])
}
