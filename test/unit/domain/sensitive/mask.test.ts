// Secrets never reach a card, a log or the record; what is no secret stays readable, or nobody could decide about it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskJson, maskText } from '#domain/sensitive/mask.ts'
import { ends } from '#test/support/ends.ts'
import { isUnbounded, stepsOf } from './steps.ts'

const secrets: [kind: string, secret: string][] = [
  ['an AWS access key', `AKIA${'A1B2'.repeat(4)}`],
  ['a Slack token', `xoxb-${'1234567890-'.repeat(2)}abcdef`],
  ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`],
  ['a Stripe key', `sk_live_${'a1B2'.repeat(5)}`],
  ['an API key', `sk-ant-${'a1B2-'.repeat(6)}`],
  ['a Google key', `AIza${'a1B2c'.repeat(7)}`],
  ['a JSON web token', `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}`],
  ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${'MIIE'.repeat(20)}\n-----END RSA PRIVATE KEY-----`],
]

describe('text', () => {
  it.each(secrets)('loses %s, wherever it stands in it', (_, secret) => {
    for (const text of [
      secret,
      `use ${secret} now`,
      `key=${secret}`,
      `"${secret}"`,
      `${secret}\n${secret}`,
    ]) {
      const shown = maskText(text)
      expect(shown).not.toContain(secret)
      expect(shown).toMatch(/‹[^›]+, \d+ characters›/)
    }
    expect(maskText(`before ${secret} after`)).toMatch(/^before ‹.+, \d+ characters› after$/)
  })
  it.each([
    ['curl -H "Authorization: Bearer abcdefgh12345678" https://example.com', 'abcdefgh12345678'],
    ['psql postgres://app:hunter2hunter2@db.example.com/x', 'hunter2hunter2'],
    ['deploy --password s3cr3t-words', 's3cr3t-words'],
    ['DB_PASSWORD: "quite secret"', 'secret"'],
    ["login --password 'quite secret' --verbose", "secret'"],
    ['export PGPASSWORD=hunter2', 'hunter2'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENG', 'wJalr'],
    ['{"clientSecret":"abcd efgh"}', 'efgh'],
    ['api_key=abcd1234efgh', 'abcd1234efgh'],
    ['curl -sSu admin:hunter2 https://example.com', 'hunter2'],
    ['Cookie: auth=hunter2hunter2', 'hunter2hunter2'],
    ['DB_PASS=hunter2', 'hunter2'],
    ['token=expired7', 'expired7'],
    ['password=expired', 'expired'],
  ])('loses what is said to be secret: %s', (text, secret) => {
    expect(maskText(text)).not.toContain(secret)
  })
  it.each([
    'Please delete 3 customer records.',
    'systemctl restart web && git status',
    'token count: 12',
    'https://example.com/a?b=c',
    `sha256:${'0a'.repeat(32)}`,
    'The password is in the vault; tokens: 12, secrets: none',
    'Token: expired. Please sign in again.',
    'Set api_key=YOUR_API_KEY, or token=$TOKEN, or send Authorization: Bearer <token>.',
    'Basic authentication ends on 2027-01-31.',
    'docker run -u 1000:1000 --name web',
    'password=‹password, 12 characters›',
    'password=[masked: password]',
  ])('stays as it is when nothing in it is secret: %s', (text) => {
    expect(maskText(text)).toBe(text)
  })
  it.each(['-----BEGIN A PRIVATE KEY-----', 'eyJaaaaaaaa.eyJaaaa.', '://a:', 'password=', 'Bearer '])(
    'ends, however long it goes on like %s',
    (piece) => {
      for (const text of [piece.repeat(128_000 / piece.length), `${piece}${'a'.repeat(128_000)}`])
        expect(ends(piece, () => maskText(text))).toMatch(/\S/)
    },
  )
  it('takes steps in proportion to its length, however it is made', () => {
    const pieces =
      '-----BEGIN A PRIVATE KEY-----|eyJaaaaaaaa.eyJaaaa.|://a:|password=|password |"password": "|<password>|Bearer |name: password\n|curl -u |mysql -p|x-key-|sk-|A1|a.|machine |PASSWORD |:5432:|value: x name: |cookie: a=|{"api_key":|--token |token | |\u200b'
    for (const piece of pieces.split('|')) {
      const steps = (length: number) =>
        stepsOf(() => maskText(piece.repeat(Math.ceil(length / piece.length)))).count
      expect(steps(8_000), piece).toBeLessThan(2.2 * steps(4_000) + 50)
    }
  })
  it('is searched with patterns that all have a bound', () => {
    const { patterns } = stepsOf(() => {
      for (const [, secret] of secrets)
        for (const text of [`password: ${secret}`, `curl -u a:b Cookie: c=${secret}`, `<p\u200bassword>x`])
          maskText(text)
    })
    expect(patterns.size).toBeGreaterThan(50)
    expect([...patterns].filter(isUnbounded).map(String)).toEqual([])
  })
  it('keeps everything else, in order', () => {
    const word = fc.constantFrom('delete', 'the', '3', 'records', 'ü😀', '\n', 'a=b')
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.constantFrom(...secrets.map(([, secret]) => secret)))),
        (words) => {
          const known = new Set(secrets.map(([, secret]) => secret))
          const shown = maskText(words.join(' '))
          expect(shown.replaceAll(/‹[^›]+›/g, '?')).toBe(
            words.map((each) => (known.has(each) ? '?' : each)).join(' '),
          )
        },
      ),
    )
  })
})

describe('parameters', () => {
  it('lose whole values under telling names, at any depth', () => {
    expect(
      maskJson({
        ...{ password: 'x', apiKey: 'y', client_secret: 'z', pin: 1234, token: '', note: 'kept' },
        nested: [{ 'x-auth-token': 'deep' }, { tokens: 12, passwords: ['a', 'b'] }],
      }),
    ).toEqual({
      ...{ password: '‹password, 1 character›', apiKey: '‹API key, 1 character›' },
      ...{ client_secret: '‹secret, 1 character›', pin: '‹PIN, 4 characters›', token: '', note: 'kept' },
      nested: [{ 'x-auth-token': '‹token, 4 characters›' }, { tokens: 12, passwords: ['a', 'b'] }],
    })
  })
  it('lose secrets in lists under such a name, and in the names themselves', () => {
    expect(maskJson({ token: ['one', 'two'] })).toEqual({
      token: ['‹token, 3 characters›', '‹token, 3 characters›'],
    })
    const [, secret] = secrets[0]!
    expect(JSON.stringify(maskJson({ [secret]: 1 }))).not.toContain(secret)
  })
  it('are not changed themselves, and keep their shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = structuredClone(value)
        const shown = maskJson(value as Parameters<typeof maskJson>[0])
        expect(value).toEqual(before)
        expect(Array.isArray(shown)).toBe(Array.isArray(value))
        expect(maskJson(shown)).toEqual(shown)
      }),
    )
  })
})
