// A question of an agent to a person: what is sent, and what is answered at any time.
import * as z from 'zod'
import { type KnownQuestion, statusAt } from '#domain/agent/question.ts'

const Identifier = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'visible ASCII characters without spaces')

export const QuestionBody = z.strictObject({
  idempotencyKey: Identifier.describe(
    'Yours, unique per question; the same key and contents get the same answer.',
  ),
  text: z.string().trim().min(1).max(2_000).describe('What you want to know; people see it as your words.'),
  options: z
    .array(z.string().trim().min(1).max(150))
    .max(10)
    .refine((all) => new Set(all).size === all.length, 'no option twice')
    .optional()
    .describe('What may be answered; without any, people write.'),
  session: Identifier.optional(),
})
export type QuestionBody = z.infer<typeof QuestionBody>

export const QuestionAnswer = z.strictObject({
  id: z.string(),
  status: z.enum(['open', 'answered', 'expired']),
  answer: z.string().optional(),
  by: z.string().optional(),
  expiresAt: z.string(),
})

export const questionView = (state: KnownQuestion, now: string): z.infer<typeof QuestionAnswer> => {
  const { id, expiresAt } = state.question
  const answered = state.status === 'answered' ? { answer: state.answer, by: state.by } : {}
  return { id, status: statusAt(state, now), ...answered, expiresAt }
}
