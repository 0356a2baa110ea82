// Money that is about to be spent, held back from what is left: the sum is kept by DynamoDB, so no two calls can hold the last dollar.
import { type Hold, holdOver } from '#domain/limits/limits.ts'
import { micros } from '#domain/limits/usage.ts'
import type { Item } from '../kernel/table.ts'
import { mapOf, placesOf, type Tally, takeFrom } from './tally.ts'

/** With more, the item would outgrow what DynamoDB keeps in one. */
const MOST_HOLDS = 2_000

const entryOf = ({ at, usd }: Hold): string => `${at}#${micros(usd)}`
const microsOf = (entry: string): number => Number(entry.slice(entry.indexOf('#') + 1))
const atOf = (entry: string): string => entry.slice(0, entry.indexOf('#'))

/** Lets go of holds that are over, each exactly once: whoever is second finds one missing and changes nothing. */
const lettingGo = (held: Map<string, string>, over: string[]) => {
  const { some, names, paths } = placesOf(over.map((id) => ({ map: 'holds', id })))
  const sum = some.reduce((total, { id }) => total + microsOf(held.get(id) ?? ''), 0)
  return {
    remove: paths,
    add: 'held :less',
    condition: paths.map((path) => `attribute_exists(${path})`).join(' AND '),
    names,
    values: { ':less': { N: String(-sum) } },
  }
}

/**
 * Holds an estimate back from what is left of an agent's budgets; false when it does not fit beside what is held already.
 * Holding the same request again changes nothing. Costs a write, and a read where it does not fit.
 */
export const holdEstimate = async (
  agent: string,
  hold: Hold,
  { now, left }: { now: string; left: number },
): Promise<boolean> => {
  const tally: Tally = { agent, name: 'holds', initial: { holds: { M: {} }, held: { N: '0' } } }
  const amount = micros(hold.usd)
  const room = micros(left) - amount
  const look = async (item: Item) => {
    const held = mapOf(item, 'holds')
    const over = [...held].filter(([, entry]) => holdOver(atOf(entry), now)).map(([id]) => id)
    if (over.length > 0) return { clear: lettingGo(held, over) }
    if (held.has(hold.id)) return { answer: true }
    const isFull = held.size >= MOST_HOLDS || Number(item['held']?.N ?? 0) > room
    return isFull ? { answer: false } : 'again'
  }
  const answer = await takeFrom(
    tally,
    {
      set: ['holds.#id = :hold'],
      add: 'held :amount',
      condition: 'attribute_not_exists(holds.#id) AND size(holds) < :most AND held <= :room',
      names: { '#id': hold.id },
      values: {
        ':hold': { S: entryOf(hold) },
        ':amount': { N: String(amount) },
        ':most': { N: String(MOST_HOLDS) },
        ':room': { N: String(room) },
      },
    },
    now,
    look,
  )
  return answer ?? true
}
