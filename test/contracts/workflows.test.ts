// A state machine and the code that it calls are one thing in three places; here they are held together.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './packaged-service.ts'

interface State {
  Type: string
  Resource?: string
  Parameters?: { FunctionName?: string; Payload?: Record<string, unknown> }
  TimeoutSeconds?: number
  TimeoutSecondsPath?: string
  HeartbeatSeconds?: number
  Branches?: Machine[]
  ItemProcessor?: Machine
}

interface Machine {
  QueryLanguage?: string
  States: Record<string, State>
}

const require = createRequire(import.meta.url)
/** The package ships no types. */
const validate: (machine: unknown) => {
  isValid: boolean
  errorsText: () => string
} = require('asl-validator')

const functions: Record<string, { handler: string }> = parse(
  readFileSync(join(ROOT, 'serverless.yml'), 'utf8'),
).functions

const pascalCase = (kebab: string) =>
  kebab.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
const camelCase = (name: string) => name[0]!.toLowerCase() + name.slice(1)
const kebabCase = (pascal: string) => pascal.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

const allStates = (machine: Machine): [string, State][] =>
  Object.entries(machine.States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...[...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])].flatMap(allStates),
  ])

const workflows = readdirSync(join(ROOT, 'workflows'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

test('every function under workflows/ belongs to a state machine', () => {
  const homes = Object.values(functions)
    .map(({ handler }) => /^dist\/workflows\/([^/]+)\//.exec(handler)?.[1])
    .filter((home) => home !== undefined)
  expect(new Set(homes)).toEqual(new Set(workflows))
})

describe.each(workflows)('%s', (workflow) => {
  const machine: Machine = JSON.parse(
    readFileSync(join(ROOT, 'workflows', workflow, `${workflow}.asl.json`), 'utf8'),
  )
  const tasks = allStates(machine).filter(([, { Type }]) => Type === 'Task')
  const waiting = tasks.filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'))

  test('is valid Amazon States Language, in JSONPath', () => {
    const { isValid, errorsText } = validate(machine)
    expect(isValid ? '' : errorsText()).toBe('')
    expect(machine.QueryLanguage ?? 'JSONPath').toBe('JSONPath')
  })

  test('every task state has its task file and its function, and calls that one', () => {
    for (const [state, { Parameters }] of tasks) {
      const file = `workflows/${workflow}/tasks/${kebabCase(state)}`
      const key = `${pascalCase(workflow)}${state}`
      expect({ state, file: existsSync(join(ROOT, `${file}.ts`)) }).toEqual({ state, file: true })
      expect({ state, handler: functions[camelCase(key)]?.handler }).toEqual({
        state,
        handler: `dist/${file}.handler`,
      })
      expect({ state, calls: Parameters?.FunctionName }).toEqual({ state, calls: `\${${key}Arn}` })
    }
  })

  test('every task file and every function has its state', () => {
    const states = tasks.map(([state]) => state).sort()
    const files = readdirSync(join(ROOT, 'workflows', workflow, 'tasks')).map((file) =>
      pascalCase(basename(file, '.ts')),
    )
    const handlers = Object.values(functions)
      .filter(({ handler }) => handler.startsWith(`dist/workflows/${workflow}/tasks/`))
      .map(({ handler }) => pascalCase(basename(handler, '.handler')))
    expect(files.sort()).toEqual(states)
    expect(handlers.sort()).toEqual(states)
  })

  test('a state that waits for an answer hands out its token and does not wait for ever', () => {
    for (const [state, { Parameters, TimeoutSeconds, TimeoutSecondsPath }] of waiting) {
      expect({ state, payload: Object.values(Parameters?.Payload ?? {}) }).toEqual({
        state,
        payload: expect.arrayContaining(['$$.Task.Token']),
      })
      expect({ state, ends: Boolean(TimeoutSeconds ?? TimeoutSecondsPath) }).toEqual({ state, ends: true })
    }
  })

  test('a heartbeat is shorter than the timeout it comes before', () => {
    for (const [state, { HeartbeatSeconds, TimeoutSeconds }] of tasks) {
      if (HeartbeatSeconds === undefined || TimeoutSeconds === undefined) continue
      expect({ state, shorter: HeartbeatSeconds < TimeoutSeconds }).toEqual({ state, shorter: true })
    }
  })
})
