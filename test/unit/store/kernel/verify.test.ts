// Whatever is done to the record behind the product's back, the check names the stream and the first link that is wrong.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { action } from '#domain/action/action.ts'
import type { ActionCommand } from '#domain/action/commands.ts'
import { deciders } from '#domain/deciders.ts'
import { hashOf, recordFromItem, recordToItem } from '#store/kernel/record.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import type { Item } from '#store/kernel/table.ts'
import { verifyItems } from '#store/kernel/verify.ts'
import { type Store, startStore } from '#test/support/store.ts'
import { allow, ask, at, calm, grant, one, request, two } from '../../domain/action/fixtures.ts'

let store: Store
let items: Item[]
const by = { kind: 'agent' as const, id: 'demo' }
const report: ActionCommand = {
  type: 'ReportOutcome',
  now: at(3),
  by,
  outcome: { status: 'succeeded', summary: 'Done', durationMs: 12 },
  posture: calm,
}
const start: ActionCommand = {
  type: 'StartAction',
  now: at(2),
  by,
  digest: `sha256:${'a'.repeat(64)}`,
  judgement: allow,
  posture: calm,
}

beforeAll(async () => {
  store = await startStore()
  const stories: [string, ActionCommand[]][] = [
    ['act_1', [request(ask(one)), grant('UPRODUCT2', at(1)), start, report]],
    ['act_2', [request(ask(two)), grant('USUPPORT', at(1))]],
    ['act_3', [request(allow)]],
  ]
  for (const [id, commands] of stories)
    for (const command of commands) await runCommand(action, id, command, { requestId: `request-${id}` })
  items = await store.table.items()
})
afterAll(() => store.stop())

const STREAM = 'action/act_1'
const of = (list: Item[], stream: string, sk: string): Item =>
  list.find((item) => item['pk']?.S === stream && item['sk']?.S === sk)!
const event = (seq: number) => `event#${String(seq).padStart(8, '0')}`
/** The verdict after `change`, on a copy. */
const after = (change: (copy: Item[]) => Item[] | undefined) => {
  const copy = structuredClone(items)
  return verifyItems(change(copy) ?? copy, deciders).broken
}
const without = (sk: string) => (copy: Item[]) => copy.filter((item) => item !== of(copy, STREAM, sk))
const set = (sk: string, attribute: string, value: Item[string]) => (copy: Item[]) => {
  of(copy, STREAM, sk)[attribute] = value
  return undefined
}

describe('the record', () => {
  it('verifies when nobody has touched it, in any order', () => {
    expect(verifyItems(items, deciders)).toEqual({ streams: 3, events: 8, broken: [] })
    expect(verifyItems([...items].reverse(), deciders).broken).toEqual([])
  })

  const tampering: [string, (copy: Item[]) => Item[] | undefined, number, RegExp][] = [
    ['data was edited', set(event(2), 'data', { S: '{"roles":["security"]}' }), 2, /hash/],
    ['data was formatted anew', set(event(2), 'data', { S: '{ "roles": ["product"] }' }), 2, /stored/],
    ['the actor was edited', set(event(2), 'actorId', { S: 'USECURITY' }), 2, /hash/],
    ['the time was edited', set(event(4), 'at', { S: at(1) }), 4, /hash/],
    ['a refusal was made a success', set(event(5), 'result', { S: 'failure' }), 5, /hash/],
    ['it was moved out of sight of a search', set(event(2), 'timePk', { S: '1999-01-01#0' }), 2, /stored/],
    ['a hash was edited', set(event(3), 'hash', { S: `sha256:${'1'.repeat(64)}` }), 3, /hash/],
    ['a link was edited', set(event(3), 'prevHash', { S: `sha256:${'1'.repeat(64)}` }), 3, /link/],
    ['data is no JSON any more', set(event(3), 'data', { S: '{' }), 3, /cannot be read/],
    ['the first event was deleted', without(event(1)), 1, /event 1 is missing/],
    ['a middle event was deleted', without(event(3)), 3, /event 3 is missing/],
    ['the last event was deleted', without(event(5)), 5, /head is at event 5; the chain ends at 4/],
    [
      'all events were deleted',
      (copy) => copy.filter(({ pk, sk }) => pk?.S !== STREAM || sk?.S === 'state'),
      1,
      /head/,
    ],
    ['the state was deleted', without('state'), 6, /state .* missing/],
    [
      'the state was edited',
      (copy) => edited(copy, '"succeeded"', '"failed"'),
      5,
      /not what its events add up to/,
    ],
    ['the state is no JSON any more', (copy) => edited(copy, '{', ''), 5, /not what its events add up to/],
    [
      'the head was edited',
      set('state', 'head', { S: `sha256:${'2'.repeat(64)}` }),
      5,
      /head does not match/,
    ],
    ['the head was set back', set('state', 'seq', { N: '4' }), 5, /head is at event 4/],
    ['two events changed places', swapped, 2, /link/],
    ['an event came from another stream', borrowed, 2, /belongs to action\/act_2/],
    ['an event was added at the end', extended, 6, /head is at event 5/],
  ]
  it.each(tampering)('is found broken when %s', (_, change, seq, why) => {
    expect(after(change)).toEqual([{ stream: STREAM, seq, why: expect.stringMatching(why) }])
  })

  it('is found broken whichever attribute of whichever event is changed, added or taken away', () => {
    const records = items.filter(({ sk }) => sk?.S?.startsWith('event#'))
    fc.assert(
      fc.property(
        fc.nat(records.length - 1),
        fc.nat(40),
        fc.constantFrom('append', 'flip', 'remove', 'add', 'number'),
        (which, attribute, how) => {
          const { pk, sk } = records[which]!
          const copy = structuredClone(items)
          const target = of(copy, pk!.S!, sk!.S!)
          const names = Object.keys(target)
          const name = names[attribute % names.length]!
          const value = target[name]!.S ?? target[name]!.N ?? ''
          if (how === 'append') target[name] = { S: `${value}x` }
          if (how === 'flip') target[name] = { S: flipped(value, attribute) }
          if (how === 'number') target[name] = { N: '7' }
          if (how === 'remove') delete target[name]
          if (how === 'add') target['note'] = { S: 'x' }
          expect(verifyItems(copy, deciders).broken.map(({ stream }) => stream)).toContain(pk!.S)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

const flipped = (text: string, at: number): string => {
  const index = at % text.length
  return text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1)
}
const edited = (copy: Item[], from: string, to: string) => {
  const state = of(copy, STREAM, 'state')
  state['state'] = { S: state['state']!.S!.replace(from, to) }
  return undefined
}
const swapped = (copy: Item[]) => {
  const [second, third] = [of(copy, STREAM, event(2)), of(copy, STREAM, event(3))]
  Object.assign(second, { sk: { S: event(3) }, seq: { N: '3' } })
  Object.assign(third, { sk: { S: event(2) }, seq: { N: '2' } })
  return undefined
}
const borrowed = (copy: Item[]) => {
  const foreign = { ...structuredClone(of(copy, 'action/act_2', event(2))), pk: { S: STREAM } }
  return [...copy.filter((item) => item !== of(copy, STREAM, event(2))), foreign]
}
const extended = (copy: Item[]) => {
  const last = of(copy, STREAM, event(5))
  const record = { ...recordFromItem(last), seq: 6, prevHash: last['hash']!.S! }
  return [...copy, recordToItem({ ...record, hash: hashOf(record) })]
}
