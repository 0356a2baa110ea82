// What people are told when something failed on our side: one sentence, and nothing of the inside.
import { ConfigError } from '#config/load.ts'

/** `otherwise`, unless the cause is one that somebody in the team can mend. */
export const errorSentence = (error: unknown, otherwise: string): string =>
  error instanceof ConfigError
    ? `The settings are broken, so nothing was done: ${error.message}. Whoever edits them can mend that.`
    : otherwise
