// What a shell command is taken for: attackers choose the spelling, so the corpus is mostly theirs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandFacts } from '#policies/shell/command.ts'
import { ends } from '#test/support/ends.ts'
import { shellPieces } from '#test/support/hostile-texts.ts'
import { lines, needsPeople, never, reads } from './shell-corpus.ts'

describe('commands that only read', () => {
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

test.each([
  '\n',
  '\r',
  ';',
  '|',
  '&',
  '&&',
  '||',
  '>',
  '<',
  '$',
  '`',
  '(',
  ')',
  '#',
  '\\',
  '\u0000',
  '\u2028',
  '\u200b',
  '\ufeff',
])('no reading command stays one with %j and another command behind it', (glue) => {
  for (const command of lines(reads)) expect(commandFacts(`${command} ${glue} id`).readOnly).toBe(false)
})

test('text without quotes, spaces or expansions never becomes readable by putting a known program in front of an operator', () => {
  const operator = fc.constantFrom(';', '|', '&', '>', '<', '$(', '`', '\n')
  fc.assert(
    fc.property(fc.constantFrom(...lines(reads)), operator, fc.string(), (command, between, rest) => {
      expect(commandFacts(`${command}${between}${rest}`).readOnly).toBe(false)
    }),
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
