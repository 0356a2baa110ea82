// The address says what is shown, and replies stand in their thread.
import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../data/shapes.ts'
import { threadsOf } from '../messages/threads.ts'
import { hashOf, type Route, routeOf } from '../shell/route.ts'

describe('the address', () => {
  it.each<Route>([
    { place: { name: 'channel', channel: 'COPS' }, side: undefined },
    { place: { name: 'channel', channel: 'COPS', at: '1.000002' }, side: { name: 'thread', ts: '1.000001' } },
    { place: { name: 'home' }, side: { name: 'agent' } },
    { place: { name: 'executions' }, side: undefined },
  ])('survives a reload: %j', (route) => {
    expect(routeOf(hashOf(route), 'CAPPROVALS')).toEqual(route)
  })

  it.each(['', '#', '#/', '#/nonsense'])('falls back to the first channel for "%s"', (hash) => {
    expect(routeOf(hash, 'CAPPROVALS').place).toEqual({ name: 'channel', channel: 'CAPPROVALS' })
  })

  it('takes an address that cannot be decoded as it is', () => {
    expect(routeOf('#/channel/%E0%A4%A', 'CAPPROVALS').place).toEqual({
      name: 'channel',
      channel: '%E0%A4%A',
    })
  })
})

describe('threads', () => {
  const message = (ts: string, more: Partial<ChatMessage> = {}): ChatMessage => ({ ts, user: 'U', ...more })

  it('keeps replies out of the channel unless they were sent to it as well', () => {
    const root = message('1.0', { thread_ts: '1.0' })
    const reply = message('2.0', { thread_ts: '1.0' })
    const both = message('3.0', { thread_ts: '1.0', subtype: 'thread_broadcast' })
    const { top, repliesTo } = threadsOf([root, reply, both])
    expect(top).toEqual([root, both])
    expect(repliesTo('1.0')).toEqual([reply, both])
  })

  it('shows a reply whose first message is gone', () => {
    const orphan = message('2.0', { thread_ts: '1.0' })
    expect(threadsOf([orphan]).top).toEqual([orphan])
  })
})
