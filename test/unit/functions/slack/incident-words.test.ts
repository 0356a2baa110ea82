// Why: a mistyped word must not hold every agent back, and a real description must never be refused for looking like a command.
import { describe, expect, it } from 'vitest'
import { readIncidentWords } from '#functions/slack/incident-words.ts'

const kindOf = (typed: string): string => readIncidentWords(typed).kind
const sentenceOf = (typed: string): string => {
  const words = readIncidentWords(typed)
  return words.kind === 'refused' ? words.sentence : `(${words.kind})`
}

describe('a description', () => {
  it.each([
    'close button is broken',
    'report exports fail',
    'status 500 everywhere',
    'list of orders is empty',
    'help nothing works',
    'lead times doubled',
    'slow',
    'outage',
    'crash',
    'load',
    'lost',
    'note-taking app is down',
    'the queue — a big one – is stuck',
    'mails go out twice since deploy 12',
    'drillhole sensor is silent',
    'java -Xmx was too small',
    'it ran with "--force"',
    'incident in the cellar',
    'reports: 3 of them are empty',
  ])('declares: %s', (typed) =>
    expect(readIncidentWords(typed)).toMatchObject({ kind: 'declare', title: typed }),
  )
})

describe('an option that there is not', () => {
  it.each(['--dril', '–dril', '--drlil', '-dril', '--test', '--drill=yes', '--dry-run'])(
    '%s means --drill',
    (word) => {
      expect(sentenceOf(`sev1 ${word} t`)).toContain('Did you mean --drill?')
      expect(sentenceOf(`sev1 t ${word}`)).toContain('Did you mean --drill?')
    },
  )
  it.each(['--sev1', '--notify', '—x'])('%s is refused', (word) =>
    expect(sentenceOf(`${word} mails`)).toContain(`There is no option “${word}”.`),
  )
})

describe('a severity that there is not', () => {
  it.each(['sev5', 'sev0', 'SEV-9', 'sev12', 'sev1/sev2', 'sev 7'])('%s is refused', (word) =>
    expect(sentenceOf(`${word} x`)).toContain('is no severity: there are sev1 (worst)'),
  )
})

describe('a word that is rather a command', () => {
  it.each([
    ['', 'list'],
    ['list', 'list'],
    ['List', 'list'],
    ['list all', 'list'],
    ['help', 'help'],
    ['report INC-1', 'report'],
    ['REPORT inc-12', 'report'],
  ])('“%s” does it: %s', (typed, kind) => expect(kindOf(typed)).toBe(kind))

  it.each([
    ['close INC-1', 'Press Status …, or Close … once it is resolved, on the card of INC-1'],
    ['close INC-1 because it is fixed', 'on the card of INC-1'],
    ['colse inc-1', 'on the card of INC-1'],
    ['reprot INC-1', 'Type /claw incident report INC-1.'],
    ['report 1', 'Type /claw incident report INC-1.'],
    ['report #1', 'Type /claw incident report INC-1.'],
    ['report INC 1', 'Type /claw incident report INC-1.'],
    ['report', 'Type /claw incident report ID.'],
    ['report ID', 'Type /claw incident report ID.'],
    ['INC-1', 'Type /claw incident report INC-1.'],
    ['INC-1 is back', 'If this is a new incident, begin with another word.'],
    ['inc 1', 'Type /claw incident report INC-1.'],
    ['sev1 INC-1', 'INC-1 is a number that incidents have.'],
    ['ack INC-3', 'Type /claw ack INC-3.'],
    ['aknowledge INC-3', 'Type /claw ack INC-3.'],
    ['lead INC-3', 'Type /claw lead INC-3.'],
    ['comms INC-3', 'Type /claw comms INC-3.'],
    ['note INC-3', 'Type /claw note INC-3 what to remember.'],
    ['statsu', 'how it stands'],
    ['hlep', '/claw incident help'],
    ['lsit', 'Type /claw incident for those'],
    ['lst', 'Type /claw incident for those'],
    ['leak', '/claw leak SECRET-NAME'],
    ['sev1 help', '/claw incident help'],
    ['drill sev1 mails', 'Write --drill for a drill'],
    ['sev1 Drill: mails', 'Write --drill for a drill'],
    ['sev2 --drill', 'Say in a few words what happened'],
  ])('“%s” declares nothing and says what does it', (typed, words) => {
    expect(sentenceOf(typed)).toContain(words)
    expect(sentenceOf(typed)).toMatch(/^Nothing was declared\./)
  })
})
