// What a shell command is taken for: attackers choose the spelling, so the corpus is mostly theirs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandFacts } from '#policies/shell/command.ts'
import { ends } from '#test/support/ends.ts'
import { shellPieces } from '#test/support/hostile-texts.ts'
import { lines, needsPeople, never, reads } from './shell-corpus.ts'

describe('commands that are shown to be harmless', () => {
  test.each(lines(reads))('%s', (command) => {
    expect(commandFacts(command)).toEqual({ readOnly: true, forbidden: false, detail: '' })
  })
})

describe('commands that need people, and the reason why', () => {
  test.each(lines(needsPeople))('%s', (command) => {
    expect(commandFacts(command)).toEqual({
      readOnly: false,
      forbidden: false,
      detail: expect.stringMatching(/\S/),
    })
  })
})

describe('commands that never run', () => {
  test.each(lines(never))('%s', (command) => {
    expect(commandFacts(command)).toEqual({
      readOnly: false,
      forbidden: true,
      detail: expect.stringMatching(/\S/),
    })
  })
})

test.each([' ', '\t', '\n', '\r', '\u00a0', '\u2028', '\u0000', '\u200b'])(
  'a command of nothing but %j needs people',
  (blank) => {
    expect(commandFacts(blank).readOnly).toBe(false)
  },
)

test.each(['\n', ';', '|', '&&', '||'])(
  'a harmless command and another one, joined by %j, need people',
  (glue) => {
    for (const command of lines(reads)) expect(commandFacts(`${command} ${glue} make`).readOnly).toBe(false)
  },
)

test.each([
  '&',
  '> out',
  '< .env',
  '$(',
  '`',
  '(',
  ')',
  ' # x',
  '\\',
  '\u0000',
  '\u2028',
  '\u200b',
  '\ufeff',
  '\r',
  '\\\n',
  ' $x',
  '<<E',
  '{a,b}',
])('no harmless command stays one with %j behind it', (more) => {
  for (const command of lines(reads)) expect(commandFacts(`${command}${more}`).readOnly).toBe(false)
})

test('nothing that is put behind an operator becomes free by what stands before it', () => {
  const joined = fc.constantFrom('; ', ' | ', ' && ', ' || ', '\n')
  // An open quote takes in what follows, which then is another command.
  const whole = lines(needsPeople).filter((command) => (command.match(/["']/g) ?? []).length % 2 === 0)
  fc.assert(
    fc.property(fc.constantFrom(...lines(reads)), joined, fc.constantFrom(...whole), (command, glue, bad) => {
      expect(commandFacts(`${command}${glue}${bad}`).readOnly).toBe(false)
      expect(commandFacts(`${bad}${glue}${command}`).readOnly).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('two harmless commands in a row are harmless', () => {
  const plain = lines(reads).filter((command) => !/^cd |[;&|]|^(!|time) /.test(command))
  fc.assert(
    fc.property(
      fc.constantFrom(...plain),
      fc.constantFrom('; ', ' && ', ' || ', ' | ', '\n'),
      fc.constantFrom(...plain),
      (one, glue, two) => {
        expect(commandFacts(`${one}${glue}${two}`)).toEqual({ readOnly: true, forbidden: false, detail: '' })
      },
    ),
    { numRuns: 200 },
  )
})

test('a secret file stays one under every spelling that a shell undoes', () => {
  const secret = fc.constantFrom(
    '.env',
    'app/.env',
    '.ssh/id_rsa',
    'kubeconfig',
    '.aws/credentials',
    '.npmrc',
    'server.pem',
  )
  const readers = fc.constantFrom(
    'cat',
    'head -n 5',
    'grep KEY',
    'sort',
    'sed -n 1,5p',
    "awk '{print $1}'",
    'jq .',
    'strings',
    'cut -c1-9',
    'tail -f',
  )
  const spell = fc.constantFrom<(path: string) => string>(
    (path) => path,
    (path) => `./${path}`,
    (path) => `.//${path}`,
    (path) => `src/../${path}`,
    (path) => `"${path}"`,
    (path) => `'${path}'`,
    (path) => `"${path.slice(0, 2)}"'${path.slice(2)}'`,
    (path) => path.replace(/(?<=.)[a-z]/, (letter) => `\\${letter}`),
    (path) => path.replace(/.$/, '?'),
    (path) => path.replace(/.$/, '*'),
    (path) => path.replace(/.$/, (letter) => `[${letter}]`),
    (path) => `~/${path}`,
    (path) => `/home/me/${path}`,
    (path) => path.toUpperCase(),
    (path) => `-- ${path}`,
    (path) => `a.txt ${path}`,
  )
  fc.assert(
    fc.property(readers, spell, secret, (reader, spelled, path) => {
      expect(commandFacts(`${reader} ${spelled(path)}`).readOnly).toBe(false)
      expect(commandFacts(`cd src && ${reader} ${spelled(path)}`).readOnly).toBe(false)
    }),
    { numRuns: 400 },
  )
})

test('a forbidden command stays forbidden behind others', () => {
  const prefix = fc.constantFrom('true; ', 'cd src && ', 'sudo ', 'echo hi | ', '( ', 'nice -n 5 ', 'A=1 ')
  const bare = lines(never).filter((command) => /^(rm|mkfs|dd|shred|chmod|wipefs)\b/.test(command))
  fc.assert(
    fc.property(fc.constantFrom(...bare), prefix, (command, before) => {
      expect(commandFacts(before + command).forbidden).toBe(true)
    }),
  )
})

test('no text, however nasty, throws', () => {
  const nasty = fc.array(
    fc.constantFrom(
      '$(',
      '`',
      '"',
      "'",
      '${',
      '}',
      '\\',
      '|',
      '<(',
      '{',
      ',',
      ' ',
      '\n',
      'rm',
      '-rf',
      '/',
      '#',
      'base64',
      'x=1',
      '$x',
    ),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(nasty, (parts) => {
      expect(typeof commandFacts(parts.join('')).readOnly).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})

test.each(shellPieces)('Thousands of %j are judged', (piece) => {
  const { readOnly } = ends(piece, () => commandFacts(piece.repeat(20_000 / piece.length)))
  expect(readOnly).toBe(false)
})

test.each([...shellPieces, 'cat a;', '((', '"$('])(
  'a long command of %j is not read through, and asks',
  (unit) => {
    expect(commandFacts(unit.repeat(100_000 / unit.length)).readOnly).toBe(false)
    expect(commandFacts(unit.repeat(8_001 / unit.length + 1)).readOnly).toBe(false)
  },
)

test('what must never run is found at the head and at the tail of a long text', () => {
  const filler = 'echo hello\n'.repeat(5_000)
  expect(commandFacts(`rm -rf /\n${filler}`).forbidden).toBe(true)
  expect(commandFacts(`${filler}rm -rf /`).forbidden).toBe(true)
})
