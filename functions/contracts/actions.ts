// The gate's requests and answers: the one description that validation, types and the OpenAPI document are made from.
import * as z from 'zod'
import { RunLimits } from '#domain/limits/run.ts'
import { Json } from '#domain/shared/json.ts'

/** Identifiers stay in plain ASCII, so that two that look alike are alike. */
const Identifier = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'visible ASCII characters without spaces')
const words = (max: number) => z.string().max(max)

export const Params = z.record(z.string().max(200), Json)

const Path = z.string().max(4_096)
/** Where the paths of the parameters lead on the gateway, links and `..` followed. */
export const Resolved = z.strictObject({
  workspace: Path.regex(/^(\/|[A-Za-z]:[\\/])/, 'an absolute path'),
  paths: z
    .record(Path, Path)
    .refine((paths) => Object.keys(paths).length <= 1_000, 'at most 1,000 paths')
    .describe('Each path as it stands in the parameters, and the real one.'),
})

export const ActionBody = z.strictObject({
  idempotencyKey: Identifier.describe(
    'Yours, unique per request; the same key and contents get the same answer.',
  ),
  tool: Identifier.max(100),
  params: Params,
  session: Identifier.optional(),
  run: Identifier.optional(),
  channel: Identifier.optional(),
  skill: Identifier.optional(),
  intent: words(2_000)
    .optional()
    .describe('What the agent says it is doing; shown to people as its own words.'),
  onBehalfOf: Identifier.optional().describe(
    'The person whose message started the run, by their id in the channel.',
  ),
  toolCallId: Identifier.optional(),
  resolved: Resolved.optional().describe(
    'Where the paths lead. Without it, relative paths count as inside the workspace, all others as outside.',
  ),
  estimateUsd: z
    .number()
    .positive()
    .max(1e6)
    .optional()
    .describe('What it will cost in model calls; set aside from the budget for ten minutes, or denied.'),
})
export type ActionBody = z.infer<typeof ActionBody>

const ApprovalSummary = z.strictObject({
  roles: z.array(z.string()),
  quorum: z.int(),
  expiresAt: z.string(),
})

export const ActionAnswer = z.strictObject({
  id: z.string(),
  decision: z.enum(['allow', 'deny', 'pending']),
  reason: z.string(),
  policies: z.array(z.string()),
  policyVersion: z.string(),
  digest: z.string(),
  switchRevision: z.int(),
  approval: ApprovalSummary.optional(),
})
export type ActionAnswer = z.infer<typeof ActionAnswer>

export const ActionView = z.strictObject({
  id: z.string(),
  status: z.enum([
    'pending',
    'approved',
    'denied',
    'expired',
    'voided',
    'started',
    'succeeded',
    'failed',
    'unknown',
  ] as const),
  reason: z.string(),
  votes: z.array(
    z.strictObject({
      by: z.string(),
      verdict: z.enum(['approve', 'deny']),
      reason: z.string().optional(),
      at: z.string(),
    }),
  ),
  expiresAt: z.string().optional(),
})
export type ActionView = z.infer<typeof ActionView>

export const StartBody = z.strictObject({ params: Params, resolved: Resolved.optional() })
export const StartAnswer = z.strictObject({ decision: z.enum(['allow', 'deny']), reason: z.string() })

export const OutcomeBody = z.strictObject({
  status: z
    .enum(['succeeded', 'failed', 'partial', 'unknown'])
    .describe(
      '`partial`: half of it was done, and `summary` says which; like `unknown`, people then look after it.',
    ),
  summary: words(2_000).optional(),
  durationMs: z.number().min(0).max(1e12).optional(),
  evidence: words(4_000).optional(),
})

export const WithdrawBody = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(1_000)
    .describe('Why nobody has to decide it any more; people read it.'),
})

export const AgentAnswer = z.strictObject({
  agent: z.string(),
  owner: z.string(),
  environment: z.string(),
  liveUrl: z.string(),
  limits: z.strictObject({
    requestsPerMinute: z.int(),
    concurrentActions: z.int(),
    budgetDayUsd: z.number(),
    budgetMonthUsd: z.number(),
    run: RunLimits.describe('The most that one run may take; its next step is denied then.'),
    toolSeconds: z
      .record(z.string(), z.int())
      .describe('How long a call of a tool may take; `*` for the others.'),
  }),
})

export const DryRunQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().describe('Answers what would happen and changes nothing.'),
})

export const MAX_WAIT_SECONDS = 25
export const WaitQuery = z.strictObject({
  wait: z
    .string()
    .regex(/^\d{1,2}$/, `whole seconds from 0 to ${MAX_WAIT_SECONDS}`)
    .refine((text) => Number(text) <= MAX_WAIT_SECONDS, `at most ${MAX_WAIT_SECONDS} seconds`)
    .optional()
    .describe('Seconds to hold the answer back until something changes.'),
})
