// Who acted: an agent, a person in Slack, an operator with a token, or the product itself (a clock that ran out).
import * as z from 'zod'

export const Actor = z.strictObject({
  kind: z.enum(['agent', 'person', 'operator', 'system']),
  id: z.string().min(1).max(128),
})
export type Actor = z.infer<typeof Actor>

export const system = (id: string): Actor => ({ kind: 'system', id })
