// Why: in an emergency nobody looks a word up; every usual one must lead to the command, and none to another.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCommand } from '#functions/slack/find-command.ts'
import { commands } from '#functions/slack/registry.ts'

const meant = (text: string): string => {
  const found = findCommand(text, commands)
  if (!found) return '(nothing)'
  if ('unknown' in found) return `unknown, ${found.meant?.name ?? 'no guess'}`
  return found.help ? `${found.command.name} help` : `${found.command.name}|${found.rest}`
}

describe('a word of /claw', () => {
  it.each([
    ['', '(nothing)'],
    ['  ', '(nothing)'],
    ['...', '(nothing)'],
    ['pause all', 'pause|all'],
    ['PAUSE ALL', 'pause|ALL'],
    ['Pause all.', 'pause|all.'],
    ['“pause” all', 'pause|all'],
    ['“pause all”', 'pause|all”'],
    ['pause: all', 'pause|all'],
    ['Pause! all', 'pause|all'],
    ['/pause all', 'pause|all'],
    ['/claw pause all', 'pause|all'],
    ['claw pause all', 'pause|all'],
    ['pause\u00a0all', 'pause|all'],
    ['pause—all', 'pause|—all'],
    ['stop', 'pause|'],
    ['stop all agents', 'pause|all agents'],
    ['Stop everything now', 'pause|everything now'],
    ['please stop all agents', 'pause|all agents'],
    ['can you please stop agent:x', 'pause|agent:x'],
    ['we need to stop everything', 'pause|everything'],
    ['halt', 'pause|'],
    ['kill agent:x', 'pause|agent:x'],
    ['freeze agents', 'pause|agents'],
    ['suspend all', 'pause|all'],
    ['shut down all agents', 'pause|all agents'],
    ['E-STOP', 'pause|'],
    ['emergency stop', 'pause|'],
    ['unpause', 'resume|'],
    ['un-pause all', 'resume|all'],
    ['continue', 'resume|'],
    ['go on', 'resume|'],
    ['Go on!', 'resume|'],
    ['carry on', 'resume|'],
    ['start all', 'resume|all'],
    ['release agent:x', 'resume|agent:x'],
    ['unfreeze', 'resume|'],
    ['read only all', 'readonly|all'],
    ['read-only', 'readonly|'],
    ['Readonly agent:x', 'readonly|agent:x'],
    ['status', 'status|'],
    ['kill switch', 'status|'],
    ["what's stopped", 'status|'],
    ['incident sev2 mails', 'incident|sev2 mails'],
    ['declare sev2 mails', 'incident|sev2 mails'],
    ['note “hello” he said', 'note|“hello” he said'],
    ['note: hello', 'note|hello'],
    ['acknowledge INC-1', 'ack|INC-1'],
    ['sev INC-1 sev2', 'severity|INC-1 sev2'],
    ['help', 'help|'],
    ['pause?', 'pause help'],
    ['pause help', 'pause help'],
    ['resume --help', 'resume help'],
    // Not ours, and no guess that somebody could follow by mistake.
    ['paus', 'unknown, pause'],
    ['puase all', 'unknown, pause'],
    ['stp', 'unknown, pause'],
    ['resme', 'unknown, resume'],
    ['qeue', 'unknown, queue'],
    ['stopwatch', 'unknown, no guess'],
    ['xyzzy', 'unknown, no guess'],
    ['don’t stop', 'unknown, no guess'],
    ['do not pause', 'unknown, no guess'],
    ['everything is down', 'unknown, no guess'],
  ])('“%s” is %s', (text, expected) => expect(meant(text)).toBe(expected))

  it('is one command’s alone', () => {
    const words = commands.flatMap(({ name, also = [] }) => [name, ...also])
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
    for (const word of words) expect(word).toBe(word.toLowerCase())
  })

  it('is found whatever a keyboard makes of it, and what follows arrives as it was typed', () => {
    const words = commands.flatMap(({ name, also = [] }) => [name, ...also].map((word) => ({ name, word })))
    const habits: ((text: string) => string)[] = [
      (text) => text.toUpperCase(),
      (text) => text[0]!.toUpperCase() + text.slice(1),
      (text) => `“${text}”`,
      (text) => `'${text}'`,
      (text) => `${text}.`,
      (text) => `${text}…`,
      (text) => `${text}:`,
      (text) => `\u00a0${text}`,
      (text) => text.replaceAll(' ', '\u00a0'),
      (text) => `please ${text}`,
      (text) => `/${text}`,
      (text) => `/claw ${text}`,
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...words.filter(({ word }) => /^[a-z]/.test(word))),
        fc.array(fc.constantFrom(...habits), { maxLength: 2 }),
        fc.constantFrom('agent:x', 'INC-1 “quoted” text.', 'all for 30m because it loops'),
        ({ name, word }, twists, rest) => {
          const found = findCommand(`${twists.reduce((text, twist) => twist(text), word)} ${rest}`, commands)
          if (!found || 'unknown' in found) throw new Error('it is not found')
          expect(found.command.name).toBe(name)
          expect(found.rest).toBe(rest)
        },
      ),
      { numRuns: 500 },
    )
  })
})
