// Stopping a call: with a sentence of this plugin, of the gate, or about a fault of the plugin itself.
import { GateError } from './http.ts'
import { faultSentence, nothingRan } from './sentences.ts'

class Blocked extends Error {}

/** Ends the judging of a call; the model reads the sentence. */
export const block = (sentence: string): never => {
  throw new Blocked(sentence)
}

/** Rejects once the caller no longer wants the call. */
export const abandoned = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    const give = () => reject(new GateError('aborted', 'no longer wanted'))
    if (signal?.aborted) give()
    else signal?.addEventListener('abort', give, { once: true })
  })

/** A fault of the plugin itself is told too; its message stays out, because it could hold anything. */
export const sentenceOf = (error: unknown): string => {
  if (error instanceof Blocked) return error.message
  if (error instanceof GateError) return faultSentence(error)
  const name = error instanceof Error ? error.name : 'unknown'
  return `The claw-control plugin failed (${name}), so the call was stopped. ${nothingRan} Tell the person you work for.`
}
