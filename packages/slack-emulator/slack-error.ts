// How a Web API method says no: Slack's error code and, where Slack gives them, the reasons.
import { inWords, type Violation } from './limits.ts'
import type { Fields } from './model.ts'

export class SlackError extends Error {
  readonly code: string
  readonly details: Fields

  constructor(code: string, details: Fields = {}) {
    super(code)
    this.name = 'SlackError'
    this.code = code
    this.details = details
  }
}

/** Throws `code` with Slack's list of reasons when there is any violation. */
export function refuse(code: string, violations: Violation[]): void {
  if (violations.length === 0) return
  const errors = violations.map(inWords)
  throw new SlackError(code, {
    errors,
    response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
  })
}
