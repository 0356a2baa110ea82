// How long decisions take, beside the DynamoDB calls that they cannot do without.
import { bill } from './calls.ts'
import type { Database } from './database.ts'
import { floor, type Operation, operations, ours, recordOnce } from './operations.ts'
import { print } from './report.ts'
import { type Effort, race, ratio } from './rounds.ts'
import { seedActions } from './seed.ts'

const efforts = {
  full: { rounds: 20, runsPerRound: 100, warmUpRuns: 500 },
  short: { rounds: 5, runsPerRound: 30, warmUpRuns: 60 },
} satisfies Record<string, Effort>

const measure = async (operation: Operation, effort: Effort) => {
  const recorded = await recordOnce(operation)
  const [timing, bare] = await race([ours(operation), floor(operation.name, recorded)], effort)
  if (!timing || !bare) throw new Error('nothing was measured')
  return { name: operation.name, timing, bare, times: ratio(timing, bare), cost: bill(recorded.calls) }
}

/** Measures these operations over a table that holds a thousand actions. */
export const runDecisions = async (
  database: Database,
  which: readonly (keyof typeof operations)[],
  short: boolean,
): Promise<void> => {
  await database.createTable('decisions')
  await seedActions(1_000)
  const rows = []
  for (const each of which) rows.push(await measure(operations[each], short ? efforts.short : efforts.full))
  print(
    'Decisions',
    [
      ...which.map((each) => `${operations[each].name}: ${operations[each].what}.`),
      'floor: the same DynamoDB calls through the same client with nothing around them; × floor: ours over that,',
      'median of interleaved rounds (middle half). p50 and p99 in ms, one at a time; per second with 8 in flight.',
    ].join('\n'),
    ['', 'p50', 'p99', 'per second', 'floor p50', 'floor p99', 'floor/s', '× floor', '', 'calls', 'RU', 'WU'],
    rows.map(({ name, timing, bare, times, cost }) => [
      name,
      timing.p50,
      timing.p99,
      timing.perSecond,
      bare.p50,
      bare.p99,
      bare.perSecond,
      times.median,
      `(${times.low.toFixed(2)}–${times.high.toFixed(2)})`,
      cost.calls,
      cost.readUnits,
      cost.writeUnits,
    ]),
  )
}
