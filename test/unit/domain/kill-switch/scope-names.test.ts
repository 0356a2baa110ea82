// Why: “agent:demo-agnet is paused” stops nothing; a name that nobody knows is refused with the one that was meant.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KnownName, resolveScope, type Target } from '#domain/kill-switch/scope-names.ts'

const known: KnownName[] = [
  { kind: 'agent', name: 'demo-agent' },
  { kind: 'agent', name: 'Billing.Bot' },
  { kind: 'agent', name: 'slack' },
  { kind: 'skill', name: 'outreach' },
  { kind: 'channel', name: 'slack' },
]
const named = (text: string): Target => {
  const [kind, name] = text.includes(':') ? text.split(':') : [undefined, text]
  return { kind: kind as 'agent', name: name! }
}
const scopeOf = (text: string, more = {}) => resolveScope(named(text), known, more)

describe('a name', () => {
  it.each([
    ['agent:demo-agent', 'agent:demo-agent'],
    ['agent:Demo-Agent', 'agent:demo-agent'],
    ['agent:DEMO AGENT', 'agent:demo-agent'],
    ['agent:demo.agent', 'agent:demo-agent'],
    ['agent:demoagent', 'agent:demo-agent'],
    ['agent:demo–agent', 'agent:demo-agent'],
    ['demo-agent', 'agent:demo-agent'],
    ['billing bot', 'agent:Billing.Bot'],
    ['agent:demo', 'agent:demo-agent'],
    ['outreach', 'skill:outreach'],
    ['skill:OUTREACH', 'skill:outreach'],
    ['channel:Slack', 'channel:slack'],
  ])('“%s” is %s', (text, scope) => expect(scopeOf(text)).toEqual({ scope }))

  it.each([
    ['agent:demo-agnet', 'Did you mean agent:demo-agent?'],
    ['demo-agnt', 'Did you mean agent:demo-agent?'],
    ['agent:outreach', 'Did you mean skill:outreach?'],
    ['skill:outraech', 'Did you mean skill:outreach?'],
    ['everthing', 'Did you mean all?'],
    ['slack', 'may be agent:slack, channel:slack'],
    ['agent:nobody-knows', 'There is agent:Billing.Bot, agent:demo-agent, agent:slack.'],
    ['skill:zzz', 'To stop what has not been heard of yet, write skill:zzz --even-if-unknown.'],
  ])('“%s” stops nothing and says: %s', (text, words) =>
    expect(scopeOf(text)).toEqual({ problem: expect.stringContaining(words) }),
  )

  it('that nobody knows is taken when somebody insists, and says what it is', () => {
    const insisting = { evenIfUnknown: true }
    expect(scopeOf('agent:new-one', insisting)).toEqual({ scope: 'agent:new-one' })
    // What is known goes before: a slip in case is no new name.
    expect(scopeOf('agent:DEMO-agent', insisting)).toEqual({ scope: 'agent:demo-agent' })
    expect(scopeOf('new-one', insisting)).toEqual({ problem: expect.stringContaining('Say what') })
    expect(scopeOf('agent:new one', insisting)).toEqual({ problem: expect.stringContaining('no name') })
  })

  it('that is written exactly so goes before those that are alike', () => {
    const twins: KnownName[] = [
      { kind: 'agent', name: 'a-b' },
      { kind: 'agent', name: 'a.b' },
    ]
    expect(resolveScope(named('agent:a.b'), twins)).toEqual({ scope: 'agent:a.b' })
    expect(resolveScope(named('agent:A B'), twins)).toEqual({ problem: expect.stringContaining('may be') })
  })

  it('resolves to what is known, to what was insisted on, or to a sentence, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.boolean(), (name, evenIfUnknown) => {
        const found = resolveScope({ kind: 'agent', name }, known, { evenIfUnknown })
        if ('problem' in found) expect(found.problem.length).toBeLessThan(600)
        else if (!evenIfUnknown)
          expect(known.map((each) => `${each.kind}:${each.name}`)).toContain(found.scope)
      }),
    )
  })
})
