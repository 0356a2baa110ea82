// Why: a Choice that goes the other way here than on AWS sends a decided approval back to wait.
import { describe, expect, it } from 'vitest'
import { done, emulator, machine } from './emulator.ts'

const input = {
  word: 'beta',
  number: 2,
  flag: true,
  nothing: null,
  when: '2026-11-21T12:00:00Z',
  same: { word: 'beta', number: 2, flag: true, when: '2026-11-21T13:00:00+01:00' },
}

async function decide(rule: object): Promise<unknown> {
  const sfn = await emulator()
  const definition = machine({
    Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: true, End: true },
    No: { Type: 'Pass', Result: false, End: true },
  })
  const { output, error } = await sfn.play(definition, input)
  return output === undefined ? error : JSON.parse(output)
}

describe('choice rules', () => {
  it.each<[string, string, unknown, unknown]>([
    ['$.word', 'StringEquals', 'beta', true],
    ['$.word', 'StringEquals', 'Beta', false],
    ['$.word', 'StringLessThan', 'gamma', true],
    ['$.word', 'StringLessThanEquals', 'beta', true],
    ['$.word', 'StringGreaterThan', 'alpha', true],
    ['$.word', 'StringGreaterThanEquals', 'gamma', false],
    ['$.word', 'StringEqualsPath', '$.same.word', true],
    ['$.word', 'StringMatches', 'b*a', true],
    ['$.word', 'StringMatches', 'b.ta', false],
    ['$.word', 'StringMatches', '*', true],
    ['$.word', 'StringMatches', 'bet', false],
    ['$.number', 'StringEquals', '2', false],
    ['$.number', 'NumericEquals', 2, true],
    ['$.number', 'NumericLessThan', 2, false],
    ['$.number', 'NumericLessThanEquals', 2, true],
    ['$.number', 'NumericGreaterThan', 1.5, true],
    ['$.number', 'NumericGreaterThanEqualsPath', '$.same.number', true],
    ['$.word', 'NumericGreaterThan', 1, false],
    ['$.flag', 'BooleanEquals', true, true],
    ['$.flag', 'BooleanEqualsPath', '$.same.flag', true],
    ['$.word', 'BooleanEquals', false, false],
    ['$.when', 'TimestampEqualsPath', '$.same.when', true],
    ['$.when', 'TimestampLessThan', '2026-11-21T12:00:00.001Z', true],
    ['$.when', 'TimestampGreaterThanEquals', '2026-11-21T13:00:01+01:00', false],
    ['$.word', 'TimestampEquals', '2026-11-21T12:00:00Z', false],
    ['$.nothing', 'IsNull', true, true],
    ['$.word', 'IsNull', false, true],
    ['$.nothing', 'IsPresent', true, true],
    ['$.absent', 'IsPresent', false, true],
    ['$.number', 'IsNumeric', true, true],
    ['$.word', 'IsString', true, true],
    ['$.flag', 'IsBoolean', true, true],
    ['$.when', 'IsTimestamp', true, true],
    ['$.word', 'IsTimestamp', true, false],
    ['$.absent', 'StringEquals', 'x', 'States.Runtime'],
    ['$.absent', 'IsNull', true, 'States.Runtime'],
    ['$$.State.Name', 'StringEquals', 'Choose', true],
  ])('%s %s %j → %j', async (variable, comparator, operand, expected) => {
    expect(await decide({ Variable: variable, [comparator]: operand })).toBe(expected)
  })

  const isBeta = { Variable: '$.word', StringEquals: 'beta' }
  const isOne = { Variable: '$.number', NumericEquals: 1 }
  const isLost = { Variable: '$.absent', StringEquals: 'x' }

  it.each<[string, object, unknown]>([
    ['And', { And: [isBeta, { Not: isOne }] }, true],
    ['And, one false', { And: [isBeta, isOne] }, false],
    ['Or', { Or: [isOne, isBeta] }, true],
    ['Or, none true', { Or: [isOne, isOne] }, false],
    [
      'a guard before a path that may be absent',
      { And: [{ Variable: '$.absent', IsPresent: true }, isLost] },
      false,
    ],
    ['a literal star', { Variable: '$.word', StringMatches: 'be\\*ta' }, false],
  ])('%s', async (_, rule, expected) => {
    expect(await decide(rule)).toBe(expected)
  })

  it('takes the first rule that holds, and fails when none does and there is no Default', async () => {
    const sfn = await emulator()
    const definition = machine({
      Choose: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.n', NumericGreaterThan: 1, Next: 'First' },
          { Variable: '$.n', NumericGreaterThan: 0, Next: 'Second' },
        ],
      },
      First: { Type: 'Pass', Result: 'first', End: true },
      Second: { Type: 'Pass', Result: 'second', End: true },
      Never: done,
    })
    delete (definition.States as Record<string, unknown>)['Never']
    const arn = await sfn.create(definition)
    const play = async (n: number) => sfn.describe(await sfn.start(arn, { n }))

    expect((await play(2)).output).toBe('"first"')
    expect((await play(1)).output).toBe('"second"')
    expect((await play(0)).error).toBe('States.NoChoiceMatched')
  })
})
