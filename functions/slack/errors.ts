// What people are told when something failed on our side: one sentence, and nothing of the inside.
import { ConfigError } from '#config/load.ts'

export const log = (what: string, error: unknown): void =>
  console.error(
    JSON.stringify({
      level: 'error',
      slack: what,
      // A message could quote a person or an agent, so only the kind of the error and where it came from are kept.
      error: error instanceof Error ? error.name : 'unknown',
      at:
        error instanceof Error
          ? error.stack
              ?.split('\n')
              .find((line) => line.includes(' at '))
              ?.trim()
          : undefined,
    }),
  )

/** `otherwise`, unless the cause is one that somebody in the team can mend. */
export const errorSentence = (error: unknown, otherwise: string): string =>
  error instanceof ConfigError
    ? `The settings are broken, so nothing was done: ${error.message}. Whoever edits them can mend that.`
    : otherwise
