// The lease that lets reading tools go on through a short outage, to the millisecond.
import { expect, test } from 'vitest'
import { GateError } from '#plugins/openclaw/src/http.ts'
import { createLease } from '#plugins/openclaw/src/lease.ts'

const outage = new GateError('unreachable', 'ECONNREFUSED')
const rig = (ms = 30_000) => {
  const clock = { now: 0 }
  return { clock, lease: createLease({ readingTools: ['read'], ms }, () => clock.now) }
}

test('covers a listed tool for its time after the last answer, and no longer', () => {
  const { clock, lease } = rig()
  lease.renew()
  clock.now = 29_999
  expect(lease.covers('read', outage)).toBe(true)
  clock.now = 30_000
  expect(lease.covers('read', outage)).toBe(false)
})

test('covers nothing before the first answer', () => {
  expect(rig().lease.covers('read', outage)).toBe(false)
})

test('covers no other tool, and nothing at all when it is not configured', () => {
  const { lease } = rig()
  lease.renew()
  expect(lease.covers('write', outage)).toBe(false)

  const none = rig(0).lease
  none.renew()
  expect(none.covers('read', outage)).toBe(false)
})

test.each(['garbage', 'skewed', 'refused', 'limited', 'aborted'] as const)('covers no %s answer', (fault) => {
  const { lease } = rig()
  lease.renew()
  expect(lease.covers('read', new GateError(fault, ''))).toBe(false)
})
