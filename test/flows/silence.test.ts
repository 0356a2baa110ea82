// Every started action ends: what was allowed at once and never heard of again becomes unknown, and people find out how it ended.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

it('an allowed action whose agent falls silent is asked about, once; one that was reported is not', async () => {
  const allowed = async (): Promise<string> => {
    const { body } = await laptop.agent.ask(requests.harmless)
    expect(body).toMatchObject({ decision: 'allow' })
    return body.id
  }
  const [silent, reported] = [await allowed(), await allowed()]
  await laptop.agent.report(reported, { status: 'succeeded' })

  await laptop.advance(3_500)
  const later = await allowed()
  expect((await laptop.agent.look(silent)).body.status).toBe('started')
  // The table is away for a while, and the sweep goes on where it was.
  await laptop.fault({ target: 'dynamodb', operation: 'TransactWriteItems', kind: 'error', times: 1_000 })
  await laptop.advance(180)
  expect((await laptop.agent.look(silent)).body.status).toBe('started')
  await laptop.noFaults()
  await laptop.advance(180)
  expect((await laptop.agent.look(silent)).body.status).toBe('unknown')
  expect((await laptop.agent.look(reported)).body.status).toBe('succeeded')
  expect((await laptop.agent.look(later)).body.status).toBe('started')
  await laptop.advance(600)
  expect(await laptop.table.story(silent)).toEqual(['ActionAllowed', 'OutcomeLost'])
  expect(await laptop.people.cardsOf(silent, 'recovery')).toHaveLength(1)
  expect(await laptop.people.cardsOf(reported, 'recovery')).toEqual([])

  await laptop.people.click('UPLATFORM', silent, 'recovery.did-not-happen', { card: 'recovery' })
  await laptop.advance(10)
  expect((await laptop.agent.look(silent)).body.status).toBe('failed')
  const executions = (await laptop.executions()).filter(({ name }) => name === silent)
  expect(executions).toMatchObject([{ status: 'SUCCEEDED' }])
  expect(await laptop.table.broken()).toEqual([])
})
