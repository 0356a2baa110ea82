// Only who knows a secret is let in: not with a part of it, not over another body, not with an empty one.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertmanager, grafana } from '#functions/webhooks/sources/alertmanager.ts'
import { generic } from '#functions/webhooks/sources/generic.ts'
import { github } from '#functions/webhooks/sources/github.ts'
import { pagerduty } from '#functions/webhooks/sources/pagerduty.ts'
import { hmac, known, received, secrets } from './received.ts'

const body = Buffer.from('{ "é": "exactly these bytes"}\n')
const refused = { name: 'Problem', status: 401 }

describe.each(Object.entries({ alertmanager, grafana, generic }))('%s', (_, source) => {
  const come = (authorization?: string) =>
    source.verify(received(body, authorization === undefined ? {} : { authorization }), known)
  it('lets in who bears a token, also while it is rotated', async () => {
    for (const token of secrets.token) await expect(come(`Bearer ${token}`)).resolves.toBeUndefined()
  })
  it.each([
    undefined,
    '',
    'Bearer ',
    'Bearer a-webhook-toke',
    'Bearer a-webhook-tokens',
    'Basic a-webhook-token',
    'a-webhook-token',
    'Bearer a-token-of-before,a-webhook-token',
  ])('refuses %s', async (authorization) => {
    await expect(come(authorization)).rejects.toMatchObject(refused)
  })
  it('refuses everybody when the secret is empty', async () => {
    const empty = async () => ({ ...secrets, token: ['', ''] })
    await expect(source.verify(received(body, { authorization: 'Bearer ' }), empty)).rejects.toMatchObject(
      refused,
    )
  })
})

const signers = [
  { source: pagerduty, header: 'x-pagerduty-signature', prefix: 'v1', secret: secrets.pagerduty[1]! },
  { source: github, header: 'x-hub-signature-256', prefix: 'sha256', secret: secrets.github },
]
describe.each(signers)('a signature in $header', ({ source, header, prefix, secret }) => {
  const come = (signature: string, over = body) =>
    source.verify(received(over, { [header]: signature }), known)
  const right = `${prefix}=${hmac(secret, body)}`
  it('is right over these bytes, alone or among others', async () => {
    await expect(come(right)).resolves.toBeUndefined()
    await expect(come(`${prefix}=${'0'.repeat(64)}, ${right}`)).resolves.toBeUndefined()
  })
  it('is of no use over other bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        await expect(come(right, Buffer.from(bytes))).rejects.toMatchObject(refused)
      }),
      { numRuns: 30 },
    )
    await expect(come(right, Buffer.from(body.toString().trim()))).rejects.toMatchObject(refused)
  })
  it('is not made by who does not know the secret', async () => {
    const others = ['', prefix, `${prefix}=`, right.slice(0, -1), right.toUpperCase(), hmac(secret, body)]
    for (const signature of [...others, `${prefix}=${hmac('', body)}`, `v0=${hmac(secret, body)}`])
      await expect(come(signature)).rejects.toMatchObject(refused)
  })
})
