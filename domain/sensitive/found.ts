// A part of a text that must not be shown: from where to where, and what it is.

export interface Found {
  start: number
  end: number
  kind: string
}

/** First to last, none overlapping another; of two that begin together the longer one. */
export const inOrder = (all: readonly Found[]): Found[] => {
  const found: Found[] = []
  for (const each of all.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (each.start >= (found.at(-1)?.end ?? 0)) found.push(each)
  return found
}
