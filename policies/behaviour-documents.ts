// The team's list of behaviour documents, as the judge compares them.
import { behaviourDocumentNames } from '#config/load.ts'

let last: { names: readonly string[]; set: ReadonlySet<string> } | undefined

/** Lower-case names. Throws a ConfigError when the list cannot be read, and then nothing is allowed. */
export const behaviourDocuments = (): ReadonlySet<string> => {
  const names = behaviourDocumentNames()
  if (last?.names !== names)
    last = { names, set: new Set(names.map((name) => name.normalize('NFKC').toLowerCase())) }
  return last.set
}
