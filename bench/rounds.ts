// Measuring on a machine that others use too: contestants take turns in short rounds, and what is compared are medians.

export interface Contestant {
  name: string
  /** Makes `count` runs ready, so that the clock sees nothing but the runs. */
  prepare(count: number): Promise<(() => Promise<unknown>)[]>
}

export interface Effort {
  rounds: number
  runsPerRound: number
  warmUpRuns: number
}

export interface Timing {
  /** Milliseconds, one run after the other. */
  p50: number
  p99: number
  /** Runs a second with eight in flight. */
  perSecond: number
  /** By round, so that contestants can be compared within each. */
  medians: number[]
}

const IN_FLIGHT = 8

/** The value below which the share `p` of the values lies; 0 for none. */
export const percentile = (values: readonly number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0
}
export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** How many times longer `timing` took than `floor`: the median over the rounds, and its middle half. */
export const ratio = (timing: Timing, floor: Timing): { median: number; low: number; high: number } => {
  const ratios = timing.medians.map((value, round) => value / floor.medians[round]!)
  return { median: median(ratios), low: percentile(ratios, 0.25), high: percentile(ratios, 0.75) }
}

const oneByOne = async (runs: readonly (() => Promise<unknown>)[]): Promise<number[]> => {
  const times: number[] = []
  for (const run of runs) {
    const began = performance.now()
    await run()
    times.push(performance.now() - began)
  }
  return times
}

/** Runs a second. */
const together = async (runs: (() => Promise<unknown>)[]): Promise<number> => {
  const waiting = runs.values()
  const began = performance.now()
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const run of waiting) await run()
    }),
  )
  return (runs.length * 1_000) / (performance.now() - began)
}

/** Lets the contestants take turns; who begins changes from round to round. */
export const race = async (
  contestants: readonly Contestant[],
  { rounds, runsPerRound, warmUpRuns }: Effort,
): Promise<Timing[]> => {
  const samples = contestants.map(({ prepare }) => ({
    prepare,
    times: [] as number[],
    medians: [] as number[],
    rates: [] as number[],
  }))
  for (const { prepare } of samples) await oneByOne(await prepare(warmUpRuns))
  for (let round = 0; round < rounds; round++) {
    for (const sample of round % 2 === 0 ? samples : samples.toReversed()) {
      const times = await oneByOne(await sample.prepare(runsPerRound))
      sample.times.push(...times)
      sample.medians.push(median(times))
      sample.rates.push(await together(await sample.prepare(runsPerRound)))
    }
  }
  return samples.map(({ times, medians, rates }) => ({
    p50: median(times),
    p99: percentile(times, 0.99),
    perSecond: median(rates),
    medians,
  }))
}
