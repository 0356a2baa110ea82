// How long things took, printed for people and never asserted: a slow machine is no fault of the code.

export const createFigures = () => {
  const measured = new Map<string, number[]>()
  return {
    /** Runs it and notes how long it took. */
    measure: async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const startedAt = performance.now()
      const result = await work()
      measured.set(what, [...(measured.get(what) ?? []), performance.now() - startedAt])
      return result
    },
    print: (): void => {
      for (const [what, times] of measured) {
        const sorted = times.toSorted((a, b) => a - b)
        const median = sorted[Math.floor(sorted.length / 2)] ?? 0
        console.log(`${what}: median ${Math.round(median)} ms of ${times.length}`)
      }
    },
  }
}
