// The facts of the moment that policies read: what is engaged, what burns, what is frozen.
import * as z from 'zod'
import type { Moment } from './judgement.ts'

/** An empty object parses to a calm posture, so that a new table needs no first write. */
export const Posture = z.object({
  /** Grows with every change of the kill switch; agents are told it with each decision. */
  revision: z.int().default(0),
  switchMode: z.enum(['run', 'readonly', 'paused']).default('run'),
  severity: z.int().min(0).max(4).default(0),
  freeze: z.boolean().default(false),
  budgetExhausted: z.boolean().default(false),
})
export type Posture = z.infer<typeof Posture>

/** What the judge is told. */
export const momentOf = ({ switchMode, severity, freeze, budgetExhausted }: Posture): Moment => ({
  switchMode,
  severity,
  freeze,
  budgetExhausted,
})
