// Keys come from SNS's own address or not at all: an attacker's certificate would make every signature right.

import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { confirmSubscription, snsKey } from '#gateways/sns-certificates.ts'

const pem = rootCertificates.find((each) => Date.parse(new X509Certificate(each).validTo) > Date.now())!
const certificate = new X509Certificate(pem)
const now = Date.parse(certificate.validTo) - 1_000
let number = 0
const address = (): string =>
  `https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-${String(++number).padStart(32, '0')}.pem`

let asked: string[]
let answer: () => Response
beforeEach(() => {
  asked = []
  answer = () => new Response(pem)
  vi.stubGlobal('fetch', async (url: URL, options: RequestInit) => {
    expect(options.redirect).toBe('error')
    expect(options.signal).toBeDefined()
    asked.push(url.href)
    return answer()
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('a signing key', () => {
  it('is fetched once', async () => {
    const url = address()
    const key = await snsKey(url, now)
    await snsKey(url, now)
    expect(key.equals(certificate.publicKey)).toBe(true)
    expect(asked).toEqual([url])
  })
  it.each([
    'http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem',
    'https://sns.eu-central-1.amazonaws.com.example/SimpleNotificationService-0123456789abcdef.pem',
    'https://example/sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem',
    'https://bucket.s3.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem',
    'https://sns.eu-central-1.amazonaws.com@example/SimpleNotificationService-0123456789abcdef.pem',
    'https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef.pem',
    'https://sns.eu-central-1.amazonaws.com/?Action=GetTopicAttributes',
    'https://sns.eu-central-1.amazonaws.com/other/SimpleNotificationService-0123456789abcdef.pem',
    'https://169.254.169.254/SimpleNotificationService-0123456789abcdef.pem',
    'no address',
    '',
  ])('is not asked for at %s', async (url) => {
    await expect(snsKey(url, now)).rejects.toMatchObject({ name: 'NotFromSns' })
    expect(asked).toEqual([])
  })
  it('is not taken from a certificate that has run out', async () => {
    await expect(snsKey(address(), now + 2_000)).rejects.toMatchObject({ name: 'NotFromSns' })
  })
  it.each([
    ['an error', () => new Response('', { status: 500 })],
    ['something else', () => new Response('<html>')],
    ['far too much', () => new Response('x'.repeat(100_000))],
  ])('is asked for again after %s', async (_, wrong) => {
    const url = address()
    answer = wrong
    await expect(snsKey(url, now)).rejects.toMatchObject({ name: 'SnsUnavailable' })
    answer = () => new Response(pem)
    await expect(snsKey(url, now)).resolves.toBeDefined()
  })
})

describe('a subscription', () => {
  const confirm = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=a&Token=b'
  it('is confirmed by a visit', async () => {
    await confirmSubscription(confirm)
    expect(asked).toEqual([confirm])
  })
  it.each([
    'https://example/?Action=ConfirmSubscription',
    'https://sns.eu-central-1.amazonaws.com/?Action=DeleteTopic&TopicArn=a',
    'https://sns.eu-central-1.amazonaws.com/x?Action=ConfirmSubscription',
  ])('is not confirmed at %s', async (url) => {
    await expect(confirmSubscription(url)).rejects.toMatchObject({ name: 'NotFromSns' })
    expect(asked).toEqual([])
  })
})
