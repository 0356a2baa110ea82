// Executions: started, stopped, listed and described.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { type Operation, operation, wireTime } from './api.ts'
import { checkArn, checkName, executionArn } from './arns.ts'
import { maxDataBytes } from './data-flow.ts'
import type { Engine } from './engine.ts'
import { ApiError } from './errors.ts'
import { findMachine } from './machine-operations.ts'
import type { Clock } from './ports.ts'
import type { Execution, HistoryEvent, StateMachine } from './rows.ts'
import type { Tables } from './tables.ts'
import { end, enter } from './transitions.ts'
import { executionOf, record, setTimer, type Work } from './work.ts'

/** How long AWS remembers an execution that has ended, and its name. */
const retentionMs = 90 * 24 * 60 * 60 * 1000

const page = {
  maxResults: z.int().min(0).max(1000).default(0),
  nextToken: z.string().regex(/^\d+$/u, 'is not a token of this operation').transform(Number).optional(),
}
const pageSize = (maxResults: number) => maxResults || 100

export function executionOperations(tables: Tables, clock: Clock, engine: Engine): Record<string, Operation> {
  const StartExecution = operation(
    z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().default('{}') }),
    ({ stateMachineArn, name = randomUUID(), input }) => {
      const machine = findMachine(tables, stateMachineArn)
      const arn = executionArn(machine.name, checkName(name))
      checkInput(input)
      tables.removeExecutionsStoppedBefore({ before: clock.now() - retentionMs })
      const existing = tables.executionByArn(arn)
      if (existing && (existing.status !== 'RUNNING' || existing.input !== input)) {
        throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)
      }
      const execution = existing ?? engine.run((work) => begin(work, machine, arn, name, input))
      return { executionArn: arn, startDate: wireTime(execution.startedAt) }
    },
  )

  const StopExecution = operation(
    z.object({ executionArn: z.string(), error: z.string().optional(), cause: z.string().optional() }),
    ({ executionArn, error, cause }) => {
      const execution = findExecution(tables, executionArn)
      if (execution.status !== 'RUNNING') return { stopDate: wireTime(execution.stoppedAt) }
      engine.run((work) => end(work, executionOf(work, execution.id), 'ABORTED', { error, cause }))
      return { stopDate: wireTime(clock.now()) }
    },
  )

  const DescribeExecution = operation(z.object({ executionArn: z.string() }), ({ executionArn }) => {
    const execution = findExecution(tables, executionArn)
    const { input, output, error, cause } = execution
    return {
      ...summary(execution),
      input,
      inputDetails: { included: true },
      ...(output !== null && { output, outputDetails: { included: true } }),
      ...(error !== null && { error }),
      ...(cause !== null && { cause }),
      redriveCount: 0,
    }
  })

  const ListExecutions = operation(
    z.object({
      stateMachineArn: z.string(),
      statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
      ...page,
    }),
    ({ stateMachineArn, statusFilter = null, maxResults, nextToken = Number.MAX_SAFE_INTEGER }) => {
      const { arn } = findMachine(tables, stateMachineArn)
      const size = pageSize(maxResults)
      const executions = tables.executionsBefore(arn, statusFilter, nextToken, size)
      return { executions: executions.map(summary), ...next(executions, size) }
    },
  )

  const GetExecutionHistory = operation(
    z.object({ executionArn: z.string(), reverseOrder: z.boolean().default(false), ...page }),
    ({ executionArn, reverseOrder, maxResults, nextToken }) => {
      const { id } = findExecution(tables, executionArn)
      const size = pageSize(maxResults)
      const events = reverseOrder
        ? tables.eventsBefore(id, nextToken ?? Number.MAX_SAFE_INTEGER, size)
        : tables.eventsAfter(id, nextToken ?? 0, size)
      return { events: events.map(wireEvent), ...next(events, size) }
    },
  )

  return { StartExecution, StopExecution, DescribeExecution, ListExecutions, GetExecutionHistory }
}

function begin(work: Work, machine: StateMachine, arn: string, name: string, input: string): Execution {
  const { startAt, timeoutSeconds } = work.machine(machine.revision)
  const startedAt = work.clock.now()
  const { revision, roleArn } = machine
  const execution = work.tables.addExecution({
    arn,
    machine: machine.arn,
    revision,
    name,
    input,
    state: startAt,
    startedAt,
  })
  work.executions.set(execution.id, execution)
  record(work, execution, 'ExecutionStarted', { input, roleArn })
  const branch = work.tables.addBranch({
    execution: execution.id,
    parent: null,
    position: 0,
    item: null,
    state: startAt,
    enteredAt: startedAt,
    input,
    phase: 'held',
  })
  if (timeoutSeconds !== undefined) setTimer(work, branch, 'execution', timeoutSeconds * 1000)
  enter(work, branch, startAt, input)
  return execution
}

function checkInput(input: string): void {
  if (Buffer.byteLength(input) > maxDataBytes) {
    throw new ApiError('ValidationException', `'input' must not be longer than ${maxDataBytes} bytes`)
  }
  try {
    JSON.parse(input)
  } catch {
    throw new ApiError('InvalidExecutionInput', 'Invalid State Machine Execution Input: it is not JSON')
  }
}

function findExecution(tables: Tables, arn: string): Execution {
  const execution = tables.executionByArn(checkArn('execution', arn))
  if (!execution) throw new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  return execution
}

function summary({ arn, machine, name, status, startedAt, stoppedAt }: Execution) {
  const startDate = wireTime(startedAt)
  return {
    executionArn: arn,
    stateMachineArn: machine,
    name,
    status,
    startDate,
    stopDate: wireTime(stoppedAt),
  }
}

function wireEvent({ id, at, type, details }: HistoryEvent) {
  // Every type of state shares two kinds of details; all other events have their own.
  const kind = /State(Entered|Exited)$/u.exec(type)?.[0] ?? type
  const key = `${kind[0]!.toLowerCase()}${kind.slice(1)}EventDetails`
  return { id, previousEventId: id - 1, timestamp: wireTime(at), type, [key]: JSON.parse(details) }
}

/** A full page may have a successor; the token is the last id on this one. */
function next(rows: { id: number }[], size: number) {
  return rows.length === size ? { nextToken: String(rows.at(-1)!.id) } : {}
}
