// Two versions write and read the same table for a while: what the newer one adds must not stop the older one, and must not get lost.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { deciders, readRecorded } from '#domain/deciders.ts'
import { readEvent } from '#domain/shared/recorded-event.ts'
import { knownPart, tolerant } from '#domain/shared/tolerant.ts'

const Note = z.strictObject({ text: z.string().max(5), tags: z.array(z.strictObject({ name: z.string() })) })
const Written = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('a'), note: Note.optional(), by: z.record(z.string(), Note) }),
  z.strictObject({ type: z.enum(['b', 'c']), count: z.int().default(3) }),
])
const newer = {
  type: 'a',
  note: { text: 'hello', tags: [{ name: 'x', colour: 'red' }], pinned: true },
  by: { me: { text: 'mine', tags: [], more: { deep: [1] } } },
  since: 'v2',
}

describe('what a newer version has stored', () => {
  it('is refused where it is written, and read with everything that it holds', () => {
    expect(Written.safeParse(newer).success).toBe(false)
    expect(tolerant(Written).parse(newer)).toEqual(newer)
  })
  it('can be compared by the part that is known', () => {
    expect(knownPart(Written).parse(newer)).toEqual({
      type: 'a',
      note: { text: 'hello', tags: [{ name: 'x' }] },
      by: { me: { text: 'mine', tags: [] } },
    })
  })
  it('is checked as strictly as ever in what is known', () => {
    for (const wrong of [
      { ...newer, note: { ...newer.note, text: 'too long' } },
      { ...newer, note: { text: 'x' } },
      { type: 'd' },
      { type: 'b', count: 'three' },
    ])
      expect(tolerant(Written).safeParse(wrong).success).toBe(false)
    expect(tolerant(Written).parse({ type: 'b', more: 1 })).toEqual({ type: 'b', count: 3, more: 1 })
  })
})

describe('an event', () => {
  const record = (
    stream: string,
    action: string,
    data: Record<string, unknown>,
    result = 'success' as const,
  ) => ({
    at: '2026-03-02T09:00:00.000Z',
    actor: { kind: 'system' as const, id: 'clock', zone: 'new' },
    action,
    resource: stream,
    result,
    requestId: 'r',
    stream,
    seq: 1,
    hash: '',
    prevHash: '',
    data,
  })
  it('is read by its kind, with the fields that a newer version has added', () => {
    expect(readRecorded(record('action/act_1', 'ActionVoided', { reason: 'Paused', more: 1 }))).toMatchObject(
      {
        kind: 'action',
        id: 'act_1',
        event: { type: 'ActionVoided', reason: 'Paused', more: 1 },
      },
    )
  })
  it('of a type or kind that is not known yet is nothing, and one that is not what its type says is a fault', () => {
    expect(readRecorded(record('action/act_1', 'ActionPraised', {}))).toBeUndefined()
    expect(readRecorded(record('change/CHG-1', 'ChangeAsked', {}))).toBeUndefined()
    for (const { kind } of deciders)
      expect(readRecorded(record(`${kind}/1`, 'NeverHeardOf', {}))).toBeUndefined()
    expect(() => readRecorded(record('action/act_1', 'ActionVoided', {}))).toThrow(z.ZodError)
  })
  it('of an older version is brought into today’s form first', () => {
    const event = z.strictObject({
      type: z.literal('Named'),
      at: z.string(),
      by: z.looseObject({ id: z.string() }),
      label: z.string(),
    })
    const reader = {
      event: event as unknown as z.ZodType<{ type: 'Named'; at: string; by: never; label: string }>,
      upcast: {
        event: ({ title, ...rest }: Record<string, unknown>) =>
          title === undefined ? rest : { ...rest, label: title },
      },
    }
    expect(readEvent(reader, record('x/1', 'Named', { title: 'old' }))?.label).toBe('old')
    expect(readEvent(reader, record('x/1', 'Named', { label: 'new' }))?.label).toBe('new')
  })
})
