// Why: a workflow that reads or writes other data here than on AWS passes every test and fails in production.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Json, parsePath, readPath, writePath } from '../paths.ts'
import { call, done, emulator, failure, machine } from './emulator.ts'

const pass = (fields: object) => machine({ Only: { Type: 'Pass', End: true, ...fields } })

async function outputOf(definition: object, input: unknown = {}): Promise<unknown> {
  const sfn = await emulator()
  const { status, output, error, cause } = await sfn.play(definition, input)
  return status === 'SUCCEEDED' ? JSON.parse(output!) : `${error}: ${cause}`
}

describe('what a state sees and leaves', () => {
  const input = { a: { b: [1, { c: 'two' }] }, keep: true }

  it.each<[string, object, unknown]>([
    ['everything when nothing is said', {}, input],
    ['a part by InputPath', { InputPath: '$.a.b[1]' }, { c: 'two' }],
    ['an empty object for InputPath null', { InputPath: null }, {}],
    ['a part by OutputPath', { OutputPath: '$.a.b' }, [1, { c: 'two' }]],
    ['an empty object for OutputPath null', { OutputPath: null }, {}],
    ['a fixed Result', { Result: { fixed: [1] } }, { fixed: [1] }],
    [
      'the input with the result at ResultPath',
      { Result: 1, ResultPath: '$.x.y' },
      { ...input, x: { y: 1 } },
    ],
    ['the raw input when ResultPath is null', { Result: 1, ResultPath: null, InputPath: '$.a' }, input],
    ['the raw input below ResultPath', { InputPath: '$.a.b', ResultPath: '$.b' }, { ...input, b: input.a.b }],
    ['templates, deeply', { Parameters: { x: [{ 'y.$': '$.a.b[0]' }], z: 'z' } }, { x: [{ y: 1 }], z: 'z' }],
    ['names in brackets', { Parameters: { 'x.$': "$['a']['b'][1]['c']" } }, { x: 'two' }],
    [
      'the context object',
      { Parameters: { 'in.$': '$$.Execution.Input.keep', 'at.$': '$$.State.Name' } },
      { in: true, at: 'Only' },
    ],
  ])('is %s', async (_, fields, expected) => {
    expect(await outputOf(pass(fields), input)).toEqual(expected)
  })

  it('shapes a task’s result with ResultSelector before it is placed', async () => {
    const sfn = await emulator({ functions: { look: () => ({ found: { id: 7 }, noise: 1 }) } })
    const look = {
      ResultSelector: { 'id.$': '$.Payload.found.id', 'status.$': '$.StatusCode' },
      ResultPath: '$.look',
      End: true,
    }
    const { output } = await sfn.play(machine({ Look: call('look', look) }), { q: 1 })
    expect(JSON.parse(output!)).toEqual({ q: 1, look: { id: 7, status: 200 } })
  })

  it('gives the bare return value to a task that names the function by its ARN', async () => {
    const sfn = await emulator({
      functions: { 'arn:aws:lambda:us-east-1:000000000000:function:look': () => [1] },
    })
    const { output } = await sfn.play(
      machine({
        Look: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:look', End: true },
      }),
      { q: 1 },
    )
    expect(JSON.parse(output!)).toEqual([1])
    expect(sfn.calls[0]?.payload).toEqual({ q: 1 })
  })

  it('takes a function that returns nothing to have returned null', async () => {
    const sfn = await emulator({ functions: { nothing: () => undefined } })
    const { output } = await sfn.play(
      machine({ Look: call('nothing', { OutputPath: '$.Payload', End: true }) }),
    )
    expect(output).toBe('null')
  })

  it.each([
    ['InputPath', { InputPath: '$.absent' }],
    ['OutputPath', { OutputPath: '$.absent' }],
    ['Parameters', { Parameters: { 'x.$': '$.absent' } }],
    ['inherited properties', { Parameters: { 'x.$': '$.constructor' } }],
  ])('ends the execution when a path leads nowhere: %s', async (_, fields) => {
    expect(await outputOf(pass(fields), input)).toMatch(/^States\.Runtime: .*could not be found/)
  })

  it('fails where a ResultPath leads through something that is no object', async () => {
    expect(await outputOf(pass({ Result: 1, ResultPath: '$.keep.x' }), input)).toMatch(
      /^States\.ResultPathMatchFailure/,
    )
  })

  it('has no task token for a task that does not wait for one', async () => {
    const definition = machine({ Look: call('look', { End: true }, { 'token.$': '$$.Task.Token' }) })
    expect(await outputOf(definition)).toMatch(/^States\.Runtime/)
  })

  it('refuses to carry more than the quota from state to state, which nothing can catch', async () => {
    const sfn = await emulator({ functions: { big: () => 'x'.repeat(262_145) } })
    const { status, error } = await sfn.play(
      machine({
        Big: call('big', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }], End: true }),
        Done: done,
      }),
    )
    expect([status, error]).toEqual(['FAILED', 'States.DataLimitExceeded'])
  })

  it('survives input nested deeper than it can write', async () => {
    const sfn = await emulator({ functions: { fails: () => Promise.reject(failure('Odd')) } })
    const arn = await sfn.create(pass({ Parameters: { 'x.$': '$' } }))
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const { StartExecutionCommand } = await import('@aws-sdk/client-sfn')
    const { executionArn } = await sfn.client.send(
      new StartExecutionCommand({ stateMachineArn: arn, input: deep }),
    )
    expect((await sfn.describe(executionArn!)).error).toBe('States.Runtime')
  })
})

describe('intrinsic functions', () => {
  const input = { name: 'Ann', list: [1, 'two', { three: 3 }], text: '{"a":1}', n: 4, o: { p: 1 } }

  it.each<[string, unknown]>([
    ["States.Format('{} has {} of {}', $.name, $.n, $.list[2])", 'Ann has 4 of {"three":3}'],
    [String.raw`States.Format('\{\} it\'s {}', $.name)`, "{} it's Ann"],
    ['States.Array($.n, States.Array(), null, true, -1.5)', [4, [], null, true, -1.5]],
    ["States.ArrayContains($.list, 'two')", true],
    ['States.ArrayContains(States.Array($.o), $.list[2])', false],
    ['States.ArrayGetItem($.list, 1)', 'two'],
    ['States.ArrayLength($.list)', 3],
    ['States.StringToJson($.text)', { a: 1 }],
    ['States.JsonToString($.o)', '{"p":1}'],
    ['States.JsonMerge($.o, States.StringToJson($.text), false)', { p: 1, a: 1 }],
    ['States.MathAdd($.n, -1)', 3],
    [String.raw`States.Format('{}', 'a, (b) \\ c')`, String.raw`a, (b) \ c`],
  ])('%s', async (expression, expected) => {
    expect(await outputOf(pass({ Parameters: { 'x.$': expression } }), input)).toEqual({ x: expected })
  })

  it('makes a new UUID every time', async () => {
    const made = (await outputOf(
      pass({ Parameters: { 'a.$': 'States.UUID()', 'b.$': 'States.UUID()' } }),
    )) as {
      a: string
      b: string
    }
    expect(made.a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(made.a).not.toBe(made.b)
  })

  it.each([
    "States.Format('{}')",
    "States.Format('none', $.n)",
    'States.StringToJson($.name)',
    'States.MathAdd($.n, 0.5)',
    'States.ArrayGetItem($.list, 9)',
  ])('fails on %s', async (expression) => {
    expect(await outputOf(pass({ Parameters: { 'x.$': expression } }), input)).toMatch(
      /^States\.IntrinsicFailure/,
    )
  })
})

describe('reference paths', () => {
  const key = fc.oneof(
    fc.stringMatching(/^[a-z_][a-z0-9_-]{0,5}$/),
    fc.constantFrom('__proto__', 'constructor', "o'clock", 'ünï'),
  )
  const pathOf = (keys: string[]) => `$${keys.map((k) => `['${k.replace(/['\\]/g, '\\$&')}']`).join('')}`

  it('read back what was written, and leave every other place as it was', () => {
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 4 }),
        key,
        fc.jsonValue(),
        (keys, other, value) => {
          const untouched = { [`${other}!`]: 'as it was' }
          const json = JSON.parse(JSON.stringify(value)) as Json
          const written = writePath(pathOf(keys), untouched, json)
          expect(readPath(parsePath(pathOf(keys))!, { input: written, context: null })).toEqual(json)
          expect(
            readPath(parsePath(`$['${`${other}!`.replace(/'/g, "\\'")}']`)!, {
              input: written,
              context: null,
            }),
          ).toBe('as it was')
          expect(untouched).toEqual({ [`${other}!`]: 'as it was' })
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
        },
      ),
    )
  })

  it.each([
    '',
    'a',
    '$.',
    '$..a',
    '$.*',
    '$[*]',
    '$[-1]',
    '$[0:2]',
    "$[?(@.a=='b')]",
    '$.a b',
    '$$$.a',
    "$['']",
  ])('do not include %j', (text) => expect(parsePath(text)).toBeUndefined())
})
