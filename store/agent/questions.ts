// Questions of agents in the table: one by its id.
import { type KnownQuestion, question } from '#domain/agent/question.ts'
import { load } from '../kernel/run-command.ts'

/** A consistent read of one question. */
export const readQuestion = async (id: string): Promise<KnownQuestion | undefined> => {
  const state = (await load(question, id))?.state
  return state && state.status !== 'none' ? state : undefined
}
