// The agent's panel says in words what the gate answered, and promises nothing that the gate did not.
import { describe, expect, it } from 'vitest'
import { presetGroups } from '../agent/presets.ts'
import { readDraft } from '../agent/request-editor.tsx'
import { sayDecision, sayOutcome, sayStart } from '../agent/words.ts'

const ok = (body: Record<string, unknown>) => ({ status: 200, body })

describe('the decision in words', () => {
  it.each([
    ['allow', false, 'good', 'Allowed: the tool may run now.'],
    ['allow', true, 'good', 'This would be allowed.'],
    ['deny', false, 'bad', 'Denied: the tool does not run.'],
    ['deny', true, 'bad', 'This would be denied.'],
  ])('%s, dry run %s', (decision, dryRun, tone, headline) => {
    expect(sayDecision(ok({ decision, reason: 'Because.' }), dryRun)).toEqual({
      tone,
      headline,
      detail: 'Because.',
    })
  })

  it('says how many of whom are asked', () => {
    const answer = (quorum: number, roles: string[]) =>
      ok({ decision: 'pending', approval: { quorum, roles } })
    expect(sayDecision(answer(1, ['support']), false).headline).toBe('Waiting for one person of support.')
    expect(sayDecision(answer(2, ['support', 'product']), true).headline).toBe(
      'This would need 2 people of support and product.',
    )
  })

  it('never takes an answer for a yes that it does not know', () => {
    expect(sayDecision(ok({ decision: 'maybe' }), false).tone).toBe('bad')
    expect(sayStart(ok({})).tone).toBe('bad')
  })

  it('gives the reason of a refusal', () => {
    const refusal = { status: 422, body: { title: 'Unprocessable content', detail: 'Another digest.' } }
    const said = {
      tone: 'bad',
      headline: 'Refused with 422: Unprocessable content.',
      detail: 'Another digest.',
    }
    expect(sayDecision(refusal, false)).toEqual(said)
    expect(sayStart(refusal)).toEqual(said)
    expect(sayOutcome(refusal, 'failed')).toEqual(said)
  })
})

describe('the request', () => {
  it.each(['', '{', '[]', '3', 'null'])('is not sent as %j', (text) => {
    expect(readDraft(text)).toHaveProperty('problem')
  })

  it('of every preset is JSON with a tool, parameters and a name of its own', () => {
    const presets = presetGroups.flatMap((group) => group.presets)
    for (const { request } of presets) expect(readDraft(JSON.stringify(request))).toEqual({ request })
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
  })
})
