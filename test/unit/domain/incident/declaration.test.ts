// Why: in a hurry people type a severity in many ways, and one that is lost stops no agent.
import { describe, expect, it } from 'vitest'
import { parseDeclaration } from '#domain/incident/declaration.ts'

describe('a declaration', () => {
  it.each([
    ['sev2 mails', { severity: 2, unsure: false, drill: false, title: 'mails' }],
    ['sev4? odd answers', { severity: 4, unsure: true, drill: false, title: 'odd answers' }],
    ['SEV-1: mails', { severity: 1, title: 'mails' }],
    ['sev 2 mails', { severity: 2, title: 'mails' }],
    ['severity 3 mails', { severity: 3, title: 'mails' }],
    ['--drill sev 3 mails', { severity: 3, drill: true, title: 'mails' }],
    ['3 mails went out', { severity: undefined, title: '3 mails went out' }],
    ...['--drill', '--Drill', '--DRILL', '–drill', '—drill', '−drill', '-drill', '--drill,'].map(
      (word): [string, object] => [`sev3 ${word} t`, { severity: 3, drill: true, title: 't' }],
    ),
    ['sev3 try it --drill', { drill: true, title: 'try it' }],
    ['SEV-3: odd answers', { severity: 3, title: 'odd answers' }],
    ['sev2? mails', { severity: 2, unsure: true, title: 'mails' }],
    ['—drill sev1 gone', { severity: 1, drill: true, title: 'gone' }],
    ['several mails', { severity: undefined, title: 'several mails' }],
    ['sev1', { severity: 1, title: '' }],
    ['', { severity: undefined, unsure: false, drill: false, title: '' }],
  ])('%s', (typed, meant) => expect(parseDeclaration(typed)).toMatchObject(meant))

  it('takes options as words where a shell has read them, unless a drill may be meant', () => {
    const title = 'it ran with --force'
    expect(parseDeclaration(`sev1 ${title}`, { shell: true })).toMatchObject({
      severity: 1,
      drill: false,
      title,
    })
    for (const typed of [`sev1 ${title}`, '--force'])
      expect(parseDeclaration(typed)).toHaveProperty(
        'sentence',
        expect.stringContaining('no option “--force”'),
      )
    for (const word of ['--dril', '--test', '–drlil'])
      expect(parseDeclaration(`sev1 ${word} x`, { shell: true })).toHaveProperty(
        'sentence',
        expect.stringContaining('Did you mean --drill?'),
      )
  })

  it.each(['sev5', 'sev0', 'sev1.5', 'sev1/sev2'])('refuses %s by name', (word) => {
    expect(parseDeclaration(`${word} x`)).toEqual({
      sentence: expect.stringMatching(new RegExp(`^“${word}” is no severity: there are sev1`)),
    })
  })
})
