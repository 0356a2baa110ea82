// An address inside stays one under every spelling that a fetcher understands.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasOwnToken, insideAddress } from '#policies/resources/address.ts'
import { ask } from './asking.ts'

const v4 = fc
  .oneof(
    fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
    fc.constant<[number, number, number, number]>([0, 0, 0, 0]),
  )
  .map((parts) => parts as [number, number, number, number])
const whole = ([a, b, c, d]: number[]) => ((a! * 256 + b!) * 256 + c!) * 256 + d!
const hex = (value: number) => value.toString(16)
const octal = (value: number) => `0${value.toString(8)}`
const wide = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
const spellings: ((parts: number[]) => string)[] = [
  (parts) => parts.join('.'),
  (parts) => `${parts.join('.')}.`,
  (parts) => String(whole(parts)),
  (parts) => `0x${hex(whole(parts))}`,
  (parts) => octal(whole(parts)),
  (parts) => parts.map((part) => `0x${hex(part)}`).join('.'),
  (parts) => parts.map(octal).join('.'),
  ([a, b, c, d]) => `${a}.${b}.${c! * 256 + d!}`,
  ([a, ...rest]) => `${a}.${whole([0, ...rest])}`,
  (parts) => `[::ffff:${parts.join('.')}]`,
  ([a, b, c, d]) => `[::ffff:${hex(a! * 256 + b!)}:${hex(c! * 256 + d!)}]`,
  ([a, b, c, d]) => `[0:0:0:0:0:FFFF:${hex(a! * 256 + b!)}:${hex(c! * 256 + d!)}]`,
  ([a, b, c, d]) => `[64:ff9b::${hex(a! * 256 + b!)}:${hex(c! * 256 + d!)}]`,
  ([a, b, c, d]) => `[2002:${hex(a! * 256 + b!)}:${hex(c! * 256 + d!)}::1]`,
  (parts) => wide(parts.join('.')),
  (parts) => parts.join('。'),
  (parts) => parts.join('.').replace(/[0-9]/g, (digit) => `%3${digit}`),
  (parts) => `example.com@${parts.join('.')}`,
  (parts) => `user:pass@${parts.join('.')}`,
]
test('every spelling of a private address is never reached', () => {
  const before = fc.constantFrom('http://', 'https://', 'HTTP://', 'http:\\\\', ' http://', 'http:/', 'ws://')
  const after = fc.constantFrom('', '/', ':8080/x', '/latest/meta-data?x=1#y', '\\path')
  fc.assert(
    fc.property(v4, fc.constantFrom(...spellings), before, after, (parts, spell, scheme, rest) => {
      expect(insideAddress(`${scheme}${spell(parts)}${rest}`)).toMatchObject({ never: true })
    }),
    { numRuns: 1_000 },
  )
})

describe('names and addresses inside', () => {
  test.each([
    ...[
      'http://localhost',
      'http://LOCALHOST.',
      'http://a.localhost:3000',
      'localhost:18789',
      'http://[::1]/',
      'http://[::]/',
      'http://[0:0:0:0:0:0:0:1]',
    ],
    ...[
      'http://[fe80::1]/',
      'http://[fc00::1]',
      'http://[fd12:3456::1]',
      'http://[ff02::1]',
      'http://[::7f00:1]',
      'http://[2001:db8::1]',
    ],
    ...[
      'http://metadata.google.internal/',
      'http://metadata/',
      'http://instance-data/',
      'http://printer.local',
      'http://wiki.corp/',
      'http://intranet/',
    ],
    ...[
      'http://127.0.0.1.nip.io',
      'http://10-0-0-1.sslip.io',
      'http://app.localtest.me',
      'http://x.svc.cluster.local',
      'http://192.0.0.192',
      'http://168.63.129.16',
    ],
    ...[
      'file:///etc/passwd',
      'FILE:/etc/passwd',
      'file://localhost/etc/passwd',
      'view-source:http://127.0.0.1',
      'view-source:file:///etc/passwd',
      '//127.0.0.1/x',
    ],
    ...[
      'http://0/',
      'http://0x7f.1',
      'http://0177.1',
      'http://127.1',
      'http://①②⑦.⓪.⓪.①',
      'http://loc\u00adalhost',
    ],
  ])('%s', (url) => {
    expect(insideAddress(url)).toMatchObject({ never: true })
    for (const [tool, params] of [
      ['web_fetch', { url }],
      ['browser', { action: 'navigate', url }],
    ] as const)
      expect(ask(tool, params).policies).toContain('private-address')
  })
})

test.each([
  ...[
    'https://example.com',
    'http://example.com:8080/a?b=c',
    'example.com/x',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://sub.local.example.org',
  ],
  ...[
    'https://127.0.0.1.example.com/',
    'http://127.0.0.1@example.com/',
    'https://münchen.example/',
    'https://172.15.0.1',
    'https://11.0.0.1',
    'https://localhost.example.com',
  ],
])('%s is public', (url) => {
  expect(insideAddress(url)).toBeUndefined()
  expect(ask('web_fetch', { url }).verdict).toBe('allow')
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'about:blank',
  'chrome://settings',
  'ftp://example.com',
  'http://',
  'http://[',
  'http://example.com:80\\@127.0.0.1/',
  `https://example.com/${'a'.repeat(9_000)}`,
])('%s asks', (url) => {
  expect(ask('browser', { action: 'open', url }).verdict).toBe('ask')
})

test.each([
  'local-agent-token',
  'local-agent-token-2',
  'local-operator-token',
  `claw_${'aB3-_'.repeat(8)}xyz`,
])('%s never leaves in an address', (token) => {
  const bytes = Buffer.from(`x=${token}`)
  for (const carried of [
    token,
    token.replaceAll('-', '%2D'),
    token.replace(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]) {
    expect(hasOwnToken(`https://example.com/?q=${carried}`)).toBe(true)
    expect(ask('web_fetch', { url: `https://example.com/${carried}` }).policies).toContain('own-token')
    expect(JSON.stringify(ask('web_fetch', { url: `https://example.com/?${carried}` }))).not.toContain(
      carried,
    )
  }
})
