// What the flows of bad days share: how far a request gets before something fails, and what must have happened once.
import { expect } from 'vitest'
import { type Fault, requests } from './driver.ts'
import type { Laptop } from './laptop.ts'

/** More calls than any retry makes: down until it is cleared. */
export const DOWN = 1_000
export type Outage = Omit<Fault, 'target'>

export const badDaysOf = (laptop: Laptop) => {
  const { shell } = requests
  /** Waits for a person, who has its card. */
  const asked = async () => {
    const { body } = await laptop.agent.ask(shell)
    await laptop.people.cardOf(body.id)
    return body
  }
  const approved = async (): Promise<string> => {
    const { id } = await asked()
    await laptop.people.approve('UPLATFORM', id)
    return id
  }
  const started = async (): Promise<string> => {
    const id = await approved()
    expect((await laptop.agent.start(id, shell.params)).body.decision).toBe('allow')
    return id
  }
  return {
    asked,
    approved,
    started,
    once: async (id: string, type: string) =>
      expect((await laptop.table.story(id)).filter((each) => each === type)).toHaveLength(1),
    executionsOf: async (id: string) => (await laptop.executions()).filter(({ name }) => name === id),
  }
}
