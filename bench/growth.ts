// Whether a full table makes anything slower or dearer: the same operations over a small and a large one, in turns.
import { bill } from './calls.ts'
import { type Database, pointStoreAt } from './database.ts'
import { floor, type Operation, operations, ours, type Recorded, recordOnce } from './operations.ts'
import { print } from './report.ts'
import { type Contestant, type Effort, race, ratio } from './rounds.ts'
import { seedActions } from './seed.ts'

const plans = {
  full: { sizes: [1_000, 100_000], effort: { rounds: 16, runsPerRound: 50, warmUpRuns: 100 } },
  short: { sizes: [500, 5_000], effort: { rounds: 3, runsPerRound: 12, warmUpRuns: 10 } },
} satisfies Record<string, { sizes: number[]; effort: Effort }>

/** The contestant, over this table whenever it is its turn. */
const over = (table: string, { name, prepare }: Contestant): Contestant => ({
  name,
  prepare: (count) => {
    pointStoreAt(table)
    return prepare(count)
  },
})

const compare = async (operation: Operation, tables: readonly string[], effort: Effort) => {
  const recorded: Recorded[] = []
  for (const table of tables) {
    pointStoreAt(table)
    recorded.push(await recordOnce(operation))
  }
  const [small, large, smallFloor, largeFloor] = await race(
    [
      ...tables.map((table) => over(table, ours(operation))),
      ...tables.map((table, index) => over(table, floor(operation.name, recorded[index]!))),
    ],
    effort,
  )
  if (!small || !large || !smallFloor || !largeFloor) throw new Error('nothing was measured')
  const units = recorded.map(({ calls }) => bill(calls))
  return [
    operation.name,
    small.p50,
    large.p50,
    ratio(large, small).median,
    ratio(largeFloor, smallFloor).median,
    ...units.map(({ calls, readUnits, writeUnits }) => `${calls} / ${readUnits} / ${writeUnits}`),
  ]
}

export const runGrowth = async (database: Database, short: boolean): Promise<void> => {
  const { sizes, effort } = short ? plans.short : plans.full
  const tables: string[] = []
  for (const size of sizes) {
    tables.push(await database.createTable(String(size)))
    const began = performance.now()
    await seedActions(size)
    const seconds = (performance.now() - began) / 1_000
    process.stderr.write(`seeded ${size} actions in ${seconds.toFixed(1)} s\n`)
  }
  const rows = []
  for (const operation of Object.values(operations)) rows.push(await compare(operation, tables, effort))
  const [small, large] = sizes.map((size) => `${size / 1_000} k`)
  print(
    'Growth',
    `p50 in ms with ${small} and with ${large} actions in the table; growth: the second over the first, in interleaved\n` +
      'rounds; floor growth: the same for the bare DynamoDB calls. Calls / read units / write units at either size.',
    ['', `${small}`, `${large}`, 'growth', 'floor growth', `cost at ${small}`, `cost at ${large}`],
    rows,
  )
}
