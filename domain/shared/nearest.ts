// Finds the name that somebody probably meant, so that a refusal can say it.

/** How many letters must be added, dropped, changed or swapped with their neighbour to get from one word to the other. */
export const distance = (from: string, to: string): number => {
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change, swapped ? before[j - 2]! + 1 : change))
    }
    before = row
    row = next
  }
  return row[to.length]!
}

/** How far a word of this length may be from another and still be a slip of the finger: in short words most slips are other words. */
const near = (length: number): number => (length < 3 ? 0 : Math.max(1, Math.floor(length / 3)))

/** The candidate nearest to the word, or undefined when none is near. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
  const said = word.slice(0, 64).toLowerCase()
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(said, candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
  return ranked[0] && ranked[0].far <= near(said.length) ? ranked[0].candidate : undefined
}
