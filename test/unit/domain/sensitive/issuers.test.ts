// Why: a table that nobody holds against samples rots; each row has to find what it describes, alone and inside a text.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Part, shapesOf } from '#domain/sensitive/issuer-shapes.ts'
import { issuers } from '#domain/sensitive/issuers.ts'
import { maskJson, maskText } from '#domain/sensitive/mask.ts'
import { alphanumeric, digits, from, hex, lower, some, upper } from './corpus-pieces.ts'

// Written apart from the table's own classes, so that a mistake there shows.
const letters: Record<string, string> = {
  a: alphanumeric,
  A: lower + upper,
  b: `${alphanumeric}+/`,
  c: lower,
  d: digits,
  e: `${alphanumeric}_-`,
  h: hex,
  H: `${hex}ABCDEF`,
  l: lower + digits,
  u: upper + digits,
  w: `${alphanumeric}_-`,
  x: `${alphanumeric}_-`,
}
const part = (each: Part): fc.Arbitrary<string> =>
  typeof each === 'string'
    ? fc.constant(each)
    : from(letters[each.alphabet]!, each.least, Math.min(each.most, each.least + 20))
const shapes = issuers.flatMap((issuer) =>
  shapesOf(issuer).map((shape) => ({ ...shape, template: issuer.template })),
)
const sampled = shapes.map(({ kind, parts, template }) => ({
  kind,
  template,
  samples: some(
    5,
    fc.tuple(...parts.map(part)).map((all) => all.join('').replace(/[_.~-]$/, '7')),
  ),
}))

describe('what an issuer gives out', () => {
  it('is described for many issuers', () => {
    expect(new Set(issuers.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(120)
    expect(shapes.length).toBeGreaterThanOrEqual(250)
  })
  it('is masked whole, wherever it stands, and called what it is', () => {
    const shown = sampled.flatMap(({ template, samples }) =>
      samples.flatMap((sample) =>
        [`the call with ${sample} failed`, `("${sample}")`, `at https://x.example/${sample}`]
          .filter((text) => maskText(text).includes(sample.slice(-8)))
          .map((text) => `${template}: ${text}`),
      ),
    )
    // Five of a hundred letters and digits have no digit, and read like words.
    expect(shown.length / (sampled.length * 15), shown.join('\n')).toBeLessThanOrEqual(0.01)
  })
})

describe('what a name says', () => {
  const value = 'h7Gq2vLx9TzR4wKp'
  it.each([
    `password := "${value}"`,
    `"db_key" => "${value}"`,
    `<api_key>${value}</api_key>`,
    `<add key="authToken" value="${value}"/>`,
    `<key>passphrase</key>\n  <string>${value}</string>`,
    `{\\"jwt\\":\\"${value}\\"}`,
    `setenv("SECRET_KEY_BASE", "${value}")`,
    `os.environ["PGPASSWORD"] = "${value}"`,
    `- name: DB_PASSWORD_PROD\n  value: ${value}`,
    `value: ${value}, name: smtp_pass`,
    `variable "db_password" {\n  default = "${value}"\n}`,
    `password: str = "${value}"`,
    `password: |\n  ${value}`,
    `tool --mysql-root-password ${value}`,
    `mysql -u root -p${value} shop`,
    `curl --user admin:${value} https://x.example`,
    `redis-cli -h db -a ${value} ping`,
    `docker login -u me -p ${value} registry.example`,
    `machine x.example login me password ${value}`,
    `db.example:5432:main:app:${value}`,
    `ALTER USER bob IDENTIFIED BY '${value}'`,
    `| api token | ${value} |`,
    `contraseña=${value}`,
    `ｐａｓｓｗｏｒｄ=${value}`,
    `pass\u200bword=${value}`,
    `postgres://app:${value}@db.example/x`,
  ])('hides the value: %s', (text) => {
    const shown = maskText(text)
    expect(shown).not.toContain(value)
    expect(shown).toMatch(/‹[^›]+, 16 characters›/)
    expect(maskText(shown)).toBe(shown)
  })
  it.each([
    { name: 'password', value },
    { Key: 'API_KEY', Value: value },
    { args: ['deploy', '--token', value] },
    { headers: [['Authorization', `Bearer ${value}`]] },
    { kind: 'Secret', data: { user: value } },
    { pwd: value },
    { secretKey: value },
    { credentials: { anything: value } },
  ])('hides the value in parameters: %j', (params) => {
    expect(JSON.stringify(maskJson(params))).not.toContain(value)
  })
  it.each([
    'const token = await getToken()',
    'token: string',
    'password: process.env.DB_PASSWORD,',
    'sort_key: created_at_v2',
    'apiKey: apiKey',
    'see password_file: /run/secrets/db1',
    'max_tokens: 4096',
    'primary_key=order_id_2',
  ])('hides nothing where no value follows: %s', (text) => {
    expect(maskText(text)).toBe(text)
  })
})
