// Why: a mistyped word must not hold every agent back, and a real description must never be refused for looking like a command.
import { describe, expect, it } from 'vitest'
import { readIncidentWords } from '#functions/slack/incident-words.ts'

const kindOf = (typed: string): string => readIncidentWords(typed).kind
const sentenceOf = (typed: string): string => {
  const words = readIncidentWords(typed)
  return words.kind === 'refused' || words.kind === 'confirm' ? words.sentence : `(${words.kind})`
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
    'stop button does nothing',
    'pause menu hangs',
    'login fails since INC-2 was closed',
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
    ['report', 'report'],
    ['report INC-1', 'report'],
    ['REPORT inc-12', 'report'],
    ['report 1', 'report'],
    ['report #1', 'report'],
    ['report INC 1', 'report'],
  ])('“%s” does it: %s', (typed, kind) => expect(kindOf(typed)).toBe(kind))

  it.each([
    ['reprot INC-1', 'Type /claw incident report INC-1.'],
    ['report ID', 'Type /claw incident report ID.'],
    ['INC-1', 'Type /claw incident report INC-1.'],
    ['INC-1 is back', 'INC-1 is a number that incidents have.'],
    ['inc 1', 'Type /claw incident report INC-1.'],
    ['sev1 INC-1', 'INC-1 is a number that incidents have.'],
    ['aknowledge INC-3', 'Type /claw ack INC-3.'],
    ['note INC-3', 'Type /claw note INC-3 what to remember.'],
    ['statsu', 'how it stands'],
    ['hlep', '/claw incident help'],
    ['lsit', 'Type /claw incident for those'],
    ['lst', 'Type /claw incident for those'],
    ['leak', '/claw leak SECRET-NAME'],
    ['sev1 help', '/claw incident help'],
    ['drill sev1 mails', 'Write --drill for a drill'],
    ['sev1 Drill: mails', 'Write --drill for a drill'],
    ['stop', 'To do that, type /claw stop all.'],
    ['pause all', 'To do that, type /claw pause all.'],
    ['Stop all agents!', 'To do that, type /claw stop all agents!'],
    ['kill agent:demo-agent', 'To do that, type /claw kill agent:demo-agent.'],
    ['resume', 'To do that, type /claw resume all.'],
  ])('“%s” declares nothing before somebody says that it is an incident', (typed, words) => {
    expect(kindOf(typed)).toBe('confirm')
    expect(sentenceOf(typed)).toContain(words)
    expect(sentenceOf(typed)).toMatch(/^Nothing was declared\..*press the button\.$/)
  })
  it('with nothing else asks what happened', () => {
    expect(sentenceOf('sev2 --drill')).toContain('Say in a few words what happened')
  })
})
