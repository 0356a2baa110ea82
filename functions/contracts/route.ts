// One row of the table of routes: which function answers a call, to whom, and what goes in and comes out.
import type * as z from 'zod'
import type { Status } from '#functions/http/problem.ts'

/** What travels that is not described by a schema of ours: only its media type is. */
export type MediaType = `${string}/${string}`

export interface Route {
  /** The function of serverless.yml that answers it. */
  function: string
  auth: 'agent' | 'operator' | 'webhook' | 'slack' | 'none'
  summary: string
  query?: z.ZodObject
  body?: z.ZodType | MediaType
  answer: z.ZodType | MediaType
  /** Problems that this call can answer with, beside those that its kind of caller always can. */
  problems?: readonly Status[]
}
