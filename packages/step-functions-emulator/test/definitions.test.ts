// Why: a definition that AWS would refuse must not be found out there; nor one that this emulator would half obey.
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { parseDefinition } from '../definition.ts'
import { ask, call, done, emulator, machine } from './emulator.ts'

const parallel = (...Branches: object[]) => ({ Type: 'Parallel', Branches, End: true })
const retry = (retrier: object) => machine({ Work: call('work', { Retry: [retrier], End: true }) })

const malformed: [string, object][] = [
  ['no StartAt', { States: { Done: done } }],
  ['no states', { StartAt: 'Done', States: {} }],
  ['a start that is not there', { StartAt: 'Absent', States: { Done: done } }],
  ['a Next that is not there', machine({ A: { Type: 'Pass', Next: 'Absent' }, Done: done })],
  [
    'a Default that is not there',
    machine({
      A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'Done' }], Default: 'Absent' },
      Done: done,
    }),
  ],
  [
    'a Catch to nowhere',
    machine({ A: call('f', { Catch: [{ ErrorEquals: ['X'], Next: 'Absent' }], End: true }) }),
  ],
  [
    'a Next out of its branch',
    machine({ Both: parallel({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'Done' } } }), Done: done }),
  ],
  ['a state that nothing leads to', machine({ Done: done, Lost: done })],
  [
    'the same name in two branches',
    machine({ Both: parallel({ StartAt: 'A', States: { A: done } }, { StartAt: 'A', States: { A: done } }) }),
  ],
  ['Next and End', machine({ A: { Type: 'Pass', Next: 'Done', End: true }, Done: done })],
  ['neither Next nor End', machine({ A: { Type: 'Pass' } })],
  ['a type that is none', machine({ A: { Type: 'Sleep', End: true } })],
  ['a field that is none', machine({ A: { Type: 'Pass', Nxt: 'B', End: true } })],
  ['a path that is none', machine({ A: { Type: 'Pass', InputPath: 'a.b', End: true } })],
  ['a template’s path that is none', machine({ A: { Type: 'Pass', Parameters: { 'a.$': 'b' }, End: true } })],
  [
    'an unknown intrinsic function',
    machine({ A: { Type: 'Pass', Parameters: { 'a.$': 'States.Now()' }, End: true } }),
  ],
  [
    'two ways to wait',
    machine({ A: { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true } }),
  ],
  ['a wait for a time that is none', machine({ A: { Type: 'Wait', Timestamp: 'tomorrow', End: true } })],
  [
    'a rule with no comparator',
    machine({ A: { Type: 'Choice', Choices: [{ Variable: '$.a', Next: 'Done' }] }, Done: done }),
  ],
  [
    'a comparator that is none',
    machine({ A: { Type: 'Choice', Choices: [{ Variable: '$.a', Equals: 1, Next: 'Done' }] }, Done: done }),
  ],
  [
    'an operand of another kind',
    machine({
      A: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: '1', Next: 'Done' }] },
      Done: done,
    }),
  ],
  [
    'a rule within a rule that goes somewhere',
    machine({
      A: {
        Type: 'Choice',
        Choices: [{ Not: { Variable: '$.a', IsNull: true, Next: 'Done' }, Next: 'Done' }],
      },
      Done: done,
    }),
  ],
  ['States.ALL beside another error', retry({ ErrorEquals: ['States.ALL', 'X'] })],
  ['a negative number of attempts', retry({ ErrorEquals: ['X'], MaxAttempts: -1 })],
  ['a retry at once', retry({ ErrorEquals: ['X'], IntervalSeconds: 0 })],
  [
    'a heartbeat no shorter than the timeout',
    machine({ Ask: ask({ TimeoutSeconds: 60, HeartbeatSeconds: 60, End: true }) }),
  ],
  ['two timeouts', machine({ Ask: ask({ TimeoutSeconds: 60, TimeoutSecondsPath: '$.t', End: true }) })],
]

const unsupported: [string, object][] = [
  ['JSONata', machine({ Done: done }, { QueryLanguage: 'JSONata' })],
  ['variables', machine({ A: { Type: 'Pass', Assign: { x: 1 }, End: true } })],
  ['paths with wildcards', machine({ A: { Type: 'Pass', InputPath: '$.a[*].b', End: true } })],
  [
    'other services',
    machine({ A: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true } }),
  ],
  [
    'activities',
    machine({ A: { Type: 'Task', Resource: 'arn:aws:states:us-east-1:000000000000:activity:a', End: true } }),
  ],
  [
    'distributed maps',
    machine({
      Each: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'A',
          States: { A: done },
        },
        End: true,
      },
    }),
  ],
]

/** Uses every field that is supported. */
const complete = machine(
  {
    Shape: {
      Type: 'Pass',
      Comment: 'all',
      InputPath: '$.a',
      Parameters: { 'b.$': "States.Format('{}', $.c)" },
      ResultPath: '$.d',
      OutputPath: '$',
      Next: 'Work',
    },
    Work: call('work', {
      ResultSelector: { 'x.$': '$.Payload' },
      TimeoutSeconds: 60,
      HeartbeatSeconds: 10,
      Retry: [
        {
          ErrorEquals: ['A', 'B'],
          IntervalSeconds: 2,
          MaxAttempts: 5,
          BackoffRate: 1.5,
          MaxDelaySeconds: 60,
          JitterStrategy: 'FULL',
        },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Which' }],
      Next: 'Ask',
    }),
    Ask: ask({ TimeoutSecondsPath: '$.t', HeartbeatSecondsPath: '$.h', Next: 'Bare' }),
    Bare: {
      Type: 'Task',
      Resource: 'arn:aws:lambda:us-east-1:000000000000:function:bare:live',
      Next: 'Which',
    },
    Which: {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.a', IsPresent: true },
            {
              Or: [
                { Variable: '$.a', StringMatches: 'x*' },
                { Not: { Variable: '$.n', NumericLessThanPath: '$.m' } },
              ],
            },
          ],
          Next: 'Both',
        },
        { Variable: '$.when', TimestampGreaterThan: '2026-01-01T00:00:00Z', Next: 'Each' },
      ],
      Default: 'Pause',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'One', States: { One: { Type: 'Wait', Seconds: 1, End: true } } },
        { StartAt: 'Two', States: { Two: done } },
      ],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'i.$': '$$.Map.Item.Value' },
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Item',
        States: { Item: { Type: 'Wait', TimestampPath: '$.i', End: true } },
      },
      Next: 'Pause',
    },
    Pause: { Type: 'Wait', SecondsPath: '$.s', Next: 'Lost' },
    Lost: { Type: 'Fail', ErrorPath: '$.e', Cause: 'because' },
  },
  { Comment: 'everything', Version: '1.0', TimeoutSeconds: 3600 },
)

/** The independent judge. It ships no types, and writes into what it is given. */
const isAslValid = (definition: object): boolean => {
  const validate = createRequire(import.meta.url)('asl-validator') as (definition: object) => {
    isValid: boolean
  }
  return validate(structuredClone(definition)).isValid
}

describe('a definition', () => {
  it.each(malformed)('is refused with %s', async (_, definition) => {
    const sfn = await emulator()
    await expect(sfn.create(definition)).rejects.toMatchObject({ name: 'InvalidDefinition' })
  })

  it.each(unsupported)('is refused rather than half obeyed when it uses %s', (_, definition) => {
    expect(() => parseDefinition(JSON.stringify(definition))).toThrow('Invalid State Machine Definition')
  })

  it('is taken with every field that the emulator knows, and asl-validator takes it, too', () => {
    expect(parseDefinition(JSON.stringify(complete)).states.size).toBe(12)
    expect(isAslValid(complete)).toBe(true)
  })

  it('is refused when it is no JSON or longer than AWS takes', () => {
    expect(() => parseDefinition('{"StartAt":')).toThrow('not JSON')
    expect(() => parseDefinition(' '.repeat(1_048_577))).toThrow('longer than 1 MB')
  })

  it('is told what is wrong, and where', () => {
    const definition = machine({ A: { Type: 'Pass', Nxt: 'B', End: true }, B: { Type: 'Wait', End: true } })
    expect(() => parseDefinition(JSON.stringify(definition))).toThrow(
      /A: .*Nxt.*B: must have exactly one of Seconds, SecondsPath, Timestamp, TimestampPath/s,
    )
  })
})
