// What must never be published, and what has to go through; every credential is put together here and opens nothing.
import fc from 'fast-check'
import { alphanumeric, digits, from, lower, some, upper, withCheckDigit } from './corpus-pieces.ts'
import { credentials } from './credentials.ts'
import { everydayMessages } from './ordinary-messages.ts'
import { personal } from './people.ts'

const prefixed = (prefix: string, rest: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  rest.map((text) => prefix + text)

const inFours = (number: string, separator: string): string => number.match(/.{1,4}/g)!.join(separator)
const card = fc
  .tuple(fc.constantFrom('4', '51', '55', '2221'), from(digits, 15), fc.constantFrom('', ' ', '-', '.'))
  .map(([prefix, rest, separator]) => inFours(withCheckDigit((prefix + rest).slice(0, 15)), separator))

const octet = fc.integer({ min: 1, max: 254 })
const address = fc
  .tuple(fc.constantFrom('10', '172.16', '192.168'), octet, octet, octet)
  .map(([net, ...rest]) => [...net.split('.'), ...rest].slice(0, 4).join('.'))

const word = from(lower, 4, 9)

/** By what it is: each a text that holds exactly one thing that must not be published. */
export const sensitive: Record<string, string[]> = {
  ...credentials,
  ...personal,
  'cloud keys': some(15, prefixed('AK' + 'IA', from(upper + digits, 16))),
  'code host tokens': some(15, prefixed('gh' + 'p_', from(alphanumeric, 36))),
  'chat tokens': some(15, prefixed('xo' + 'xb-', from(digits, 20))),
  'payment keys': some(15, prefixed('sk_' + 'live_', from(alphanumeric, 24))),
  'model keys': some(15, prefixed('sk-' + 'ant-', from(alphanumeric, 40))),
  'package tokens': some(10, prefixed('np' + 'm_', from(alphanumeric, 36))),
  'web tokens': some(
    10,
    fc
      .tuple(from(alphanumeric, 20), from(alphanumeric, 40), from(alphanumeric, 30))
      .map(([head, body, end]) => `${'ey' + 'J'}${head}.${'ey' + 'J'}${body}.${end}`),
  ),
  'bearer tokens': some(10, prefixed('Authorization: Bearer ', from(alphanumeric, 32))),
  passwords: some(15, prefixed('password: ', from(alphanumeric, 12))),
  'passwords in addresses': some(
    10,
    from(alphanumeric, 12).map((secret) => `postgres://app:${secret}@db.example.com/main`),
  ),
  'private keys': some(
    5,
    from(alphanumeric, 200).map((body) => `-----BEGIN ${'PRIV' + 'ATE'} KEY-----\n${body}`),
  ),
  'mail addresses': some(
    25,
    fc
      .tuple(word, word, fc.constantFrom('example.com', 'example.co.uk', 'mail.example.org'))
      .map(([first, last, host]) => `${first}.${last}@${host}`),
  ),
  'card numbers': some(25, card),
  'phone numbers': [
    ...some(
      15,
      fc
        .tuple(fc.constantFrom('+49 30', '+44 20', '+1 212', '+33 1'), from('23456789', 3), from(digits, 4))
        .map(([prefix, middle, end]) => `${prefix} ${middle} ${end}`),
    ),
    ...some(
      10,
      fc
        .tuple(from('23456789', 3), from('23456789', 3), from(digits, 4))
        .map(([area, middle, end]) => `(${area}) ${middle}-${end}`),
    ),
  ],
  'network addresses': [
    ...some(20, address),
    ...some(
      10,
      fc.tuple(from('23456789ab', 4), from('23456789ab', 4)).map(([a, b]) => `2001:db8:${a}::${b}`),
    ),
  ],
  'passwords in words': some(
    10,
    prefixed(
      'the password is ',
      fc.tuple(word, from(digits, 3)).map((parts) => parts.join('')),
    ),
  ),
  'tokens without a name': some(10, prefixed('a', prefixed('B7', from(alphanumeric, 40)))),
  'machine names': [
    ...some(
      15,
      fc
        .tuple(word, word, fc.constantFrom('internal', 'corp', 'lan', 'svc.cluster.local'))
        .map((parts) => parts.join('.')),
    ),
    ...some(10, prefixed('i-', from('0123456789abcdef', 17))),
    ...some(
      10,
      address.map((ip) => `ip-${ip.replaceAll('.', '-')}`),
    ),
  ],
}

const around = [
  (what: string) => `Since 10:00 UTC we see errors from ${what} and look into it.`,
  (what: string) => `${what} was affected.`,
  (what: string) => `It is fixed now: ${what}`,
  (what: string) => `We found this (${what}), and everything works again.`,
]

/** Each in a sentence as support would write it. */
export const sensitiveMessages = Object.values(sensitive)
  .flat()
  .map((what, index) => ({ what, message: around[index % around.length]!(what) }))

const problems = [
  'mails that arrive twice',
  'a delay of 20 to 30 minutes in reports for 2026-03-01',
  'errors 502 and 503 for about 12.5 % of requests',
  'version 4.12.1 of the app, which does not start on Android 14',
  'invoices 2026-00123 to 2026-00187, which show the wrong amount of 1,249.00 EUR',
  'exports with more than 1,000,000 rows, or 1 000 000 000 000 in all',
  'ticket #48213 and similar ones',
  'sign-in with passwords and with tokens',
  'calls to https://status.example.com/help/article-2291?lang=en',
  'the assistant, which answered order 100045 of 250000 twice',
]
const effects = [
  'some of you wait longer than usual.',
  'about 1 in 20 messages was late by 3-5 minutes.',
  'you may have to sign in again; your password is still valid.',
  'no data was lost, and nothing has to be done by you.',
  'what you sent between 09:15 and 11:40 UTC arrives now, in order.',
  'access keys that you made yourself keep working.',
  'the secret to a quick answer is to ask again in ten minutes.',
]
const endings = [
  'The next update comes by 2026-03-02 14:20 UTC.',
  'We raised the limit from 200 to 500 a second on 3/2/2026.',
  'Please update to 4.12.2 or 5.0.0-beta.1.',
  'It affected 3 of 14 regions, between 0.2 and 1.8 percent of requests.',
  'Our team, on-call since 08:00, watches it closely; see section 3.2.1 of the manual.',
]

/** What support writes on ordinary days, numbers, versions, dates and the word “password” included. */
const composedMessages: string[] = problems.flatMap((problem) =>
  effects.flatMap((effect) => endings.map((ending) => `We are looking into ${problem}: ${effect} ${ending}`)),
)
/** Apart, for the composed ones are many and alike: each of the two has to do well. */
export const ordinary: Record<string, string[]> = { composed: composedMessages, everyday: everydayMessages }
