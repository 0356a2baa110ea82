// RFC 8785 canonical JSON and its SHA-256: what an approval is bound to and what links the audit record.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** `sha256:` and the hex digest of the JCS form of `value`, which must be plain JSON (undefined members are dropped). */
export const canonicalHash = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('only JSON can be hashed')
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

/** What an approval is bound to: exactly this agent using this tool with these parameters. */
export const actionDigest = (action: { agent: string; tool: string; params: unknown }): string =>
  canonicalHash({ agent: action.agent, tool: action.tool, params: action.params })
