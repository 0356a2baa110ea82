// Places for requests that people are asked about: so many within a time, and so many that wait at once. Exact, however many ask together.
import { statusAt } from '#domain/action/state.ts'
import { type AgentLimits, overAt } from '#domain/limits/limits.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { readActions } from '../action/actions.ts'
import type { Item } from '../kernel/table.ts'
import { mapOf, placesOf, type Tally, takeFrom } from './tally.ts'

/** How long a place may be taken before its request is on record. */
const RECORDING_SECONDS = 60

/** Of those that stand in the list of what waits, the ones that wait no more. */
const decidedOf = async (waiting: Map<string, string>, now: string): Promise<string[]> => {
  const actions = await readActions([...waiting.keys()])
  return [...waiting].flatMap(([id, at]) => {
    const action = actions.get(id)
    const waits = action
      ? ['pending', 'approved'].includes(statusAt(action, now))
      : at > plusSeconds(now, -RECORDING_SECONDS)
    return waits ? [] : [id]
  })
}

/** Takes away what counts no more; without a condition, since two that do it do the same. */
const clearing = (entries: { map: string; id: string }[]) => {
  const { names, paths } = placesOf(entries)
  return { remove: paths, condition: 'attribute_exists(asked)', names }
}

/**
 * Takes a place for a request that people will be asked about, before it is recorded; says why when there is none. Asking
 * again for the same request takes no second one. Costs a write; a full list is read, and each request that waits.
 */
export const reserveApproval = (
  agent: string,
  id: string,
  { now, limits }: { now: string; limits: AgentLimits },
): Promise<'fatigue' | 'concurrent' | undefined> => {
  const tally: Tally = { agent, name: 'approvals', initial: { asked: { M: {} }, waiting: { M: {} } } }
  const { most } = limits.approvalRequests
  const look = async (item: Item) => {
    const [asked, waiting] = [mapOf(item, 'asked'), mapOf(item, 'waiting')]
    const over = [...asked].filter(([, at]) => at <= overAt(limits, now)).map(([each]) => each)
    if (over.length > 0) return { clear: clearing(over.map((each) => ({ map: 'asked', id: each }))) }
    if (!asked.has(id) && asked.size >= most) return { answer: 'fatigue' as const }
    if (waiting.has(id) || waiting.size < limits.concurrentActions) return 'again'
    const decided = await decidedOf(waiting, now)
    if (decided.length > 0) return { clear: clearing(decided.map((each) => ({ map: 'waiting', id: each }))) }
    return { answer: 'concurrent' as const }
  }
  return takeFrom(
    tally,
    {
      set: ['asked.#id = if_not_exists(asked.#id, :now)', 'waiting.#id = if_not_exists(waiting.#id, :now)'],
      condition:
        '(attribute_exists(asked.#id) OR size(asked) < :most) AND (attribute_exists(waiting.#id) OR size(waiting) < :concurrent)',
      names: { '#id': id },
      values: {
        ':now': { S: now },
        ':most': { N: String(most) },
        ':concurrent': { N: String(limits.concurrentActions) },
      },
    },
    now,
    look,
  )
}
