// How bad it is, from 1 (worst) to 4; whoever is unsure takes the higher one.
import * as z from 'zod'

export const Severity = z.literal([1, 2, 3, 4])
export type Severity = z.infer<typeof Severity>

export const severityName = (severity: Severity | undefined): string =>
  severity === undefined ? 'no severity yet' : `SEV${severity}`

/** What an unsure answer counts as: one step worse than it says. */
export const raised = (severity: Severity): Severity => Severity.parse(Math.max(1, severity - 1))

/** The severity that `sev2`, `SEV-2` or `2` means; undefined for any other word. */
export const severityOf = (word: string): Severity | undefined => {
  const digit = /^(?:sev-?)?([1-4])$/i.exec(word)?.[1]
  return digit === undefined ? undefined : Severity.parse(Number(digit))
}
