// The shape of every state that this emulator runs; a field that it would ignore is refused instead.
import * as z from 'zod'
import { choiceSchema, instant } from './choice.ts'
import { templateProblems } from './data-flow.ts'
import { type Json, parsePath } from './paths.ts'

const name = z.string().min(1).max(80)
const comment = { Comment: z.string().optional() }
const path = z.string().refine((text) => parsePath(text) !== undefined, 'is not a reference path')
const resultPath = z
  .string()
  .refine((text) => parsePath(text)?.root === 'input', 'is not a reference path of the input')
const seconds = z.int().min(1).max(99_999_999)
const template = z.custom<Json>().superRefine((value, context) => {
  for (const problem of templateProblems(value)) context.addIssue(problem)
})

const selection = { InputPath: path.nullish(), OutputPath: path.nullish() }
const flow = { Next: name.optional(), End: z.literal(true).optional() }
const result = { ResultSelector: template.optional(), ResultPath: resultPath.nullish() }

const errorNames = z.array(z.string()).min(1)
const retrier = z.strictObject({
  ...comment,
  ErrorEquals: errorNames,
  IntervalSeconds: seconds.default(1),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
})
const catcher = z.strictObject({
  ...comment,
  ErrorEquals: errorNames,
  Next: name,
  ResultPath: resultPath.nullish(),
})
const recovery = { Retry: z.array(retrier).default([]), Catch: z.array(catcher).default([]) }

/** States that may go to each other; they are read one by one, so that each mistake is told with the state's name. */
const groupSchema = z.strictObject({ ...comment, StartAt: name, States: z.record(name, z.unknown()) })
export const machineSchema = groupSchema.extend({
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
  TimeoutSeconds: seconds.optional(),
})

export const invokeResource = 'arn:aws:states:::lambda:invoke'
export const callbackResource = 'arn:aws:states:::lambda:invoke.waitForTaskToken'
const functionArn = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/u

const pass = z.strictObject({
  Type: z.literal('Pass'),
  ...comment,
  ...selection,
  ...flow,
  Parameters: template.optional(),
  Result: z.custom<Json>().optional(),
  ResultPath: resultPath.nullish(),
})
const task = z.strictObject({
  Type: z.literal('Task'),
  ...comment,
  ...selection,
  ...flow,
  ...result,
  ...recovery,
  Parameters: template.optional(),
  Resource: z
    .string()
    .refine((text) => text === invokeResource || text === callbackResource || functionArn.test(text), {
      error: 'is neither lambda:invoke, lambda:invoke.waitForTaskToken nor the ARN of a function',
    }),
  TimeoutSeconds: seconds.optional(),
  TimeoutSecondsPath: path.optional(),
  HeartbeatSeconds: seconds.optional(),
  HeartbeatSecondsPath: path.optional(),
})
const choice = z.strictObject({
  Type: z.literal('Choice'),
  ...comment,
  ...selection,
  Choices: z.array(choiceSchema).min(1),
  Default: name.optional(),
})
const wait = z.strictObject({
  Type: z.literal('Wait'),
  ...comment,
  ...selection,
  ...flow,
  Seconds: z.int().min(0).max(99_999_999).optional(),
  SecondsPath: path.optional(),
  Timestamp: z
    .string()
    .refine((text) => instant(text) !== undefined, 'is not a timestamp')
    .optional(),
  TimestampPath: path.optional(),
})
const succeed = z.strictObject({ Type: z.literal('Succeed'), ...comment, ...selection })
const fail = z.strictObject({
  Type: z.literal('Fail'),
  ...comment,
  Error: z.string().optional(),
  ErrorPath: path.optional(),
  Cause: z.string().optional(),
  CausePath: path.optional(),
})
const parallel = z.strictObject({
  Type: z.literal('Parallel'),
  ...comment,
  ...selection,
  ...flow,
  ...result,
  ...recovery,
  Parameters: template.optional(),
  Branches: z.array(groupSchema).min(1),
})
const map = z.strictObject({
  Type: z.literal('Map'),
  ...comment,
  ...selection,
  ...flow,
  ...result,
  ...recovery,
  ItemsPath: path.optional(),
  ItemSelector: template.optional(),
  MaxConcurrency: z.int().min(0).default(0),
  ItemProcessor: groupSchema.extend({
    ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
  }),
})

export const stateSchema = z.discriminatedUnion('Type', [
  pass,
  task,
  choice,
  wait,
  succeed,
  fail,
  parallel,
  map,
])

export type State = z.infer<typeof stateSchema>
export type TaskState = z.infer<typeof task>
/** The states that get a result from elsewhere, and may retry and catch. */
export type WorkingState = Extract<State, { Type: 'Task' | 'Parallel' | 'Map' }>
export type Retrier = z.infer<typeof retrier>
export type Catcher = z.infer<typeof catcher>
export type StateGroup = z.infer<typeof groupSchema>
