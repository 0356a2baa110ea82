// What every source of alerts brings: how to tell that a request is really from there, and how to read it.
import type { Alert } from '#domain/incident/alert.ts'
import type { MemberProblem } from './members.ts'

export interface Received {
  /** Names in lower case. */
  headers: Record<string, string | undefined>
  /** The bytes as they were sent. */
  body: Buffer
  now: string
}

export interface WebhookSecrets {
  token: string | string[]
  pagerduty: string | string[]
  github: string | string[]
}

export interface Delivery {
  /** The same for every try of the same delivery; undefined where the source cannot tell them apart. */
  id?: string | undefined
  /** Empty for what is of no concern to anybody here. */
  alerts: Alert[]
  /** What of it could not be taken, and why. */
  problems?: MemberProblem[]
  /** What was taken, but perhaps not as it was meant. */
  notes?: MemberProblem[]
  /** What has to be done before the source is answered. */
  confirm?: () => Promise<void>
}

export interface Source {
  /**
   * Looks at who sent it before anything else of it is looked at.
   * @throws Problem 401, or 403 for a genuine sender who is not expected
   */
  verify(received: Received, secrets: () => Promise<WebhookSecrets>): Promise<void>
  /** @throws ZodError or SyntaxError when it is not what this source sends */
  read(received: Received): Delivery
}
