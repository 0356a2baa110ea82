// Why: in a hurry people quote what they type or do not, and a severity that is lost stops no agent.
import { describe, expect, it } from 'vitest'
import { parseDeclaration, parseReason, parseSeverityChange } from '#cli/incident-words.ts'

describe('a declaration', () => {
  it.each([
    [['sev2', 'mails', 'go out twice'], { severity: 2, title: 'mails go out twice' }],
    [['sev1 in quotes'], { severity: 1, title: 'in quotes' }],
    [['SEV-3: odd answers'], { severity: 3, title: 'odd answers' }],
    [['sev', '1', 'mails'], { severity: 1, title: 'mails' }],
    [['sev4?', 'odd'], { severity: 4, unsure: true, title: 'odd' }],
    [['Severity 2 mails'], { severity: 2, title: 'mails' }],
    [['sev1 --drill it is gone'], { severity: 1, drill: true, title: 'it is gone' }],
    [['—drill', 'sev1', 'gone'], { severity: 1, drill: true, title: 'gone' }],
    [['it is gone --drill'], { drill: true, title: 'it is gone' }],
    [['several mails'], { title: 'several mails' }],
    [['2 servers are down'], { title: '2 servers are down' }],
    [['sev1'], { severity: 1, title: '' }],
    [[], { title: '' }],
  ])('%j', (words, meant) => {
    expect(parseDeclaration(words)).toEqual(meant)
  })
  it.each(['sev5', 'sev0', 'SEV-12', 'sev 7', 'sev1.5', 'sev1/sev2'])('refuses %s by name', (word) => {
    expect(parseDeclaration([`${word} x`])).toEqual({
      problem: expect.stringMatching(new RegExp(`^“${word}” is no severity; write one of SEV1 to SEV4`)),
    })
  })
})

describe('a reason', () => {
  it('is what stands after because, and is needed', () => {
    expect(parseReason(['because', 'it is fixed'])).toEqual({ reason: 'it is fixed' })
    expect(parseReason(['because it is fixed'])).toEqual({ reason: 'it is fixed' })
    expect(parseReason(['it is fixed because of me'])).toEqual({ reason: 'it is fixed because of me' })
    for (const words of [[], ['because'], [' ']]) expect(parseReason(words)).toHaveProperty('problem')
  })
  it('goes with another severity', () => {
    expect(parseSeverityChange(['sev2', 'because x'])).toEqual({ severity: 2, reason: 'x' })
    expect(parseSeverityChange(['sev2 because x'])).toEqual({ severity: 2, reason: 'x' })
    expect(parseSeverityChange(['sev2'])).toEqual({ problem: expect.stringContaining('Say why') })
    expect(parseSeverityChange(['sev5', 'because x'])).toEqual({
      problem: expect.stringContaining('“sev5” is no severity'),
    })
  })
})
