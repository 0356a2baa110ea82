// Who is calling: the bearer token says it, and no field of a request can.

import type { Posture } from '#domain/posture.ts'
import { type Credential, hashToken } from '#store/agent/credentials.ts'
import { readMoment } from '#store/posture.ts'
import { bindFields } from '#telemetry/log.ts'
import { Problem } from './problem.ts'
import { wrongToken } from './wrong-tokens.ts'

type Kind = Credential['kind']
export type Caller<K extends Kind> = Extract<Credential, { kind: K }>

const bearer = (headers: Record<string, string | undefined>): string => {
  const match = /^Bearer ([\x21-\x7e]{8,512})$/i.exec(headers['authorization'] ?? '')
  if (!match) throw new Problem(401, 'Send your token as `Authorization: Bearer TOKEN`.')
  return match[1]!
}

/** @throws Problem 401 when there is no token */
export const tokenHashOf = (headers: Record<string, string | undefined>): string => hashToken(bearer(headers))

/**
 * The caller and the facts of the moment, in one consistent read.
 * @throws Problem 401 for a missing, unknown or revoked token, 429 after many of them from one place; 403 when the token is of the other kind
 */
export const authenticate = async <K extends Kind>(
  headers: Record<string, string | undefined>,
  kind: K,
): Promise<{ caller: Caller<K>; posture: Posture; tokenHash: string }> => {
  const tokenHash = tokenHashOf(headers)
  const { posture, credential } = await readMoment(tokenHash)
  if (!credential) throw await wrongToken(headers)
  if (credential.kind !== kind) throw new Problem(403, `This call needs the token of an ${kind}.`)
  bindFields(credential.kind === 'agent' ? { agent: credential.agent } : { operator: credential.operator })
  return { caller: credential as Caller<K>, posture, tokenHash }
}
