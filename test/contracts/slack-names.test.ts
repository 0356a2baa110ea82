// Why: a button without a listener does nothing, and a listener without a button is dead code.
import type { App } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { actionIds, callbackIds } from '#blocks/action-ids.ts'
import { listeners } from '#functions/slack/app.ts'
import { communicationMessages, communicationViews } from '#test/unit/blocks/communications.ts'
import { request } from '#test/unit/blocks/fixtures.ts'
import { incidentMessages, incidentViews } from '#test/unit/blocks/incidents.ts'
import { limitMessages, limitViews } from '#test/unit/blocks/limits.ts'
import { actionIdsOf, ofType, parts } from '#test/unit/blocks/reading.ts'
import { stopMessages } from '#test/unit/blocks/stops.ts'
import { messages, pagesOf, states, views } from './slack-views.ts'

describe('every name under which Slack comes back', () => {
  const listened = { action: [] as (string | RegExp)[], view: [] as (string | RegExp)[] }
  const recorder = {
    action: (id: string | RegExp) => void listened.action.push(id),
    view: (id: string | RegExp) => void listened.view.push(id),
    event: () => undefined,
    shortcut: () => undefined,
    command: () => undefined,
  }
  for (const listen of listeners) listen(recorder as unknown as App)
  const named = (all: (string | RegExp)[]) => all.filter((id) => typeof id === 'string').sort()
  const patterns = (all: (string | RegExp)[]) => all.filter((id) => id instanceof RegExp)
  const drawn = [
    ...states(request(), 'x').flatMap((action) => [
      ...messages(action, 'x').map(({ blocks }) => blocks),
      ...views(action, 'x'),
      ...pagesOf({ ...action, request: request({ params: { body: 'x'.repeat(60_000) } }) }),
    ]),
    ...incidentMessages('x').map(({ blocks }) => blocks),
    ...incidentViews('x'),
    ...communicationMessages('x').map(({ blocks }) => blocks),
    ...communicationViews('x'),
    ...limitMessages('x').map(({ blocks }) => blocks),
    ...limitViews('x'),
    ...stopMessages('x').map(({ blocks }) => blocks),
  ]

  it('has exactly one listener', () => {
    expect(named(listened.action)).toEqual(Object.values(actionIds).sort())
    expect(named(listened.view)).toEqual(Object.values(callbackIds).sort())
  })
  it('is on some view, and no view uses another', () => {
    const quiet = ofType(drawn, 'input').filter(({ dispatch_action: tells }) => tells !== true)
    const inputs = quiet.flatMap((input) => actionIdsOf(input))
    const used = new Set(actionIdsOf(drawn).filter((id) => !inputs.includes(id)))
    expect([...used].sort()).toEqual(Object.values(actionIds).sort())
    const forms = new Set(parts(drawn).flatMap(({ callback_id: id }) => (typeof id === 'string' ? [id] : [])))
    expect([...forms].sort()).toEqual(Object.values(callbackIds).sort())
  })
  it('is left alone by the listener for everything else', () => {
    for (const pattern of [...patterns(listened.action), ...patterns(listened.view)]) {
      expect(pattern.test('approval.other')).toBe(true)
      expect(pattern.test('')).toBe(true)
    }
    for (const id of Object.values(actionIds))
      for (const pattern of patterns(listened.action)) expect(pattern.test(id)).toBe(false)
    for (const id of Object.values(callbackIds))
      for (const pattern of patterns(listened.view)) expect(pattern.test(id)).toBe(false)
  })
})
