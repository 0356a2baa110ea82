// Why: in a hurry people quote what they type or do not, and a change without a reason is not made.
import { describe, expect, it } from 'vitest'
import { parseReason, parseSeverityChange } from '#cli/incident-words.ts'

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
