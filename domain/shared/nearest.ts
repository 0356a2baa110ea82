// Finds the name that somebody probably meant, so that a refusal can say it.

/** How many letters must be added, dropped or changed to get from one word to the other. */
export const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change))
    }
    row = next
  }
  return row[to.length]!
}

/** The candidate nearest to the word, or undefined when none is near (more than half of the word is different). */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
  const said = word.slice(0, 64).toLowerCase()
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(said, candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
  return ranked[0] && ranked[0].far <= Math.ceil(said.length / 2) ? ranked[0].candidate : undefined
}
