// How an incident gets from where it is to where somebody says that it is: step by step, as the status machine has it.
import { type IncidentStatus, moves } from './state.ts'

/** The statuses on the shortest way, the last one included; undefined when none leads there. */
export const wayTo = (from: IncidentStatus, to: IncidentStatus): IncidentStatus[] | undefined => {
  let ways: IncidentStatus[][] = [[]]
  for (let length = 0; length < Object.keys(moves).length; length++) {
    const there = ways.find((way) => (way.at(-1) ?? from) === to)
    if (there) return there
    ways = ways.flatMap((way) => moves[way.at(-1) ?? from].map((next) => [...way, next]))
  }
  return undefined
}
