// A real X.509 certificate, made for the test: node:crypto reads certificates and signs, but issues none (RFC 5280, in DER).
import { createPublicKey, type KeyObject, sign } from 'node:crypto'

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts)
const explicit = (number: number, part: Uint8Array): Buffer => der(0xa0 + number, part)
const integer = (...bytes: number[]): Buffer => der(0x02, Uint8Array.from(bytes))
const object = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))

const sha256WithRsa = sequence(object('2a864886f70d01010b'), der(0x05))
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(object('550403'), der(0x0c, Buffer.from(name)))))
/** `20261121120000Z`: a GeneralizedTime. */
const time = (at: Date): Buffer =>
  der(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, ''), 'ascii'))
const subjectAltNames = (hosts: readonly string[]): Buffer =>
  sequence(object('551d11'), der(0x04, sequence(...hosts.map((host) => der(0x82, Buffer.from(host))))))

/** As PEM: of an RSA key, signed by the same key, so that whoever trusts it trusts these hosts. */
export const selfSigned = (
  privateKey: KeyObject,
  { hosts, from, until }: { hosts: readonly [string, ...string[]]; from: Date; until: Date },
): string => {
  const name = commonName(hosts[0])
  const key = createPublicKey(privateKey)
  const body = sequence(
    explicit(0, integer(2)),
    integer(1),
    sha256WithRsa,
    name,
    sequence(time(from), time(until)),
    name,
    key.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(subjectAltNames(hosts))),
  )
  const signature = der(0x03, Uint8Array.of(0), sign('sha256', body, privateKey))
  const lines =
    sequence(body, sha256WithRsa, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
