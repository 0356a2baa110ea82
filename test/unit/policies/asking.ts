// The shortest way for a test to ask the shipped policies one question.
import { type ApprovalFact, calm, type Judgement, type Moment } from '#domain/action/judgement.ts'
import { judge } from '#policies/authorize.ts'
import type { Resolved } from '#policies/resources/path.ts'

export const agent = { name: 'demo-agent', environment: 'production', owner: 'UPRODUCT' }

export const ask = (
  tool: string,
  params: unknown = {},
  { approval, resolved, ...moment }: Partial<Moment> & { approval?: ApprovalFact; resolved?: Resolved } = {},
): Judgement => judge({ agent, tool, params, resolved, moment: { ...calm, ...moment }, approval })

export const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `person${index}@example.com`)
export const email = (to: string[], rest: Record<string, unknown> = {}) => ({
  to,
  subject: 'Hello',
  body: 'Hi',
  ...rest,
})
export const records = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `record-${index}`)
