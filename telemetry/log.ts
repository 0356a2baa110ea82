// The one logger of what is deployed: codes and fields instead of sentences, and nothing that somebody else has worded. Metrics go beside it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Logger } from '@aws-lambda-powertools/logger'
import { maskText } from '#domain/sensitive/mask.ts'

/** What may stand in a line. What is longer than an identifier or a code is cut, and secrets are masked. */
export type Fields = Record<string, string | number | boolean | undefined>

const logger = new Logger({ serviceName: 'claw-control' })
/** The fields of the request, event or task that is worked on; apart for each, also where one process works on many. */
const bound = new AsyncLocalStorage<Fields>()

const LONGEST = 300
const clean = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (value === undefined) return []
      return [[name, typeof value === 'string' ? maskText(value).slice(0, LONGEST) : value]]
    }),
  )

/** Runs `work` with these fields on every line that it logs, beside those that are bound already. */
export const withFields = <T>(fields: Fields, work: () => T): T =>
  bound.run({ ...bound.getStore(), ...fields }, work)

/** Binds what was found out only now, as who is calling, for the rest of the request. */
export const bindFields = (fields: Fields): void => {
  Object.assign(bound.getStore() ?? {}, fields)
}

const CODE = /^[\w.:-]{1,80}$/
const coded = (value: unknown): string | undefined =>
  typeof value === 'string' && CODE.test(value) ? value : undefined

/** Where an error was thrown. Its message stands before that, over as many lines as it has, and may say anything. */
const placeOf = ({ stack = '', message }: Error): string | undefined => {
  const after = stack.slice(stack.indexOf(message) + message.length)
  return /^\s+at (.{1,200})$/m.exec(after)?.[1]
}

/** What of an error may be told: names and codes, its own and its cause's, and where it came from. Never its message. */
export const errorFields = (error: unknown): Fields => {
  if (!(error instanceof Error)) return { error: typeof error }
  const { cause } = error
  return {
    error: coded(error.name) ?? 'Error',
    code: 'code' in error ? coded(error.code) : undefined,
    cause: cause instanceof Error ? (coded(cause.name) ?? 'Error') : undefined,
    at: placeOf(error),
  }
}

const line = (fields: Fields): Fields => clean({ ...bound.getStore(), ...fields })

/** `what` is a code with dots, as in `relay.failed`. */
export const log = {
  info: (what: string, fields: Fields = {}): void => logger.info(what, line(fields)),
  /** Something that people may want to know of, and that was dealt with. */
  warn: (what: string, fields: Fields = {}): void => logger.warn(what, line(fields)),
  /** A fault that we have found out ourselves, without an error to it; `fields` are our own words and codes. */
  problem: (what: string, fields: Fields): void => logger.error(what, line(fields)),
  /** Something that is wrong with us or with what we stand on. */
  fault: (what: string, error: unknown, fields: Fields = {}): void =>
    logger.error(what, line({ ...fields, ...errorFields(error) })),
}
