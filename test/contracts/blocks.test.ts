// Why: Slack refuses a whole message for one wrong leaf, and an approver must see what the agent wrote without being reached by it.
import type { App } from '@slack/bolt'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionIds, callbackIds } from '#blocks/action-ids.ts'
import { approvalCard } from '#blocks/approval-card.ts'
import { commandList } from '#blocks/command-list.ts'
import { denyModal } from '#blocks/deny-modal.ts'
import { detailsModal } from '#blocks/details.ts'
import { sentence } from '#blocks/elements.ts'
import { visible } from '#blocks/foreign-text.ts'
import { homeInTrouble, homeView } from '#blocks/home.ts'
import { waitingList } from '#blocks/lists.ts'
import { recoveryCard } from '#blocks/recovery-card.ts'
import { storyView } from '#blocks/story-view.ts'
import { threadMessage } from '#blocks/thread.ts'
import type { ActionRequest, Json, KnownAction } from '#domain/action-state.ts'
import { listeners } from '#functions/slack/app.ts'
import { commands } from '#functions/slack/commands/registry.ts'
import { validateBlocks, validateMetadata, validateView } from '#local/slack/limits.ts'
import { approval, at, everyState, request } from '#test/unit/blocks/fixtures.ts'
import {
  actionIdsOf,
  buttonsOf,
  markup,
  ofType,
  parts,
  reaching,
  wordsOf,
} from '#test/unit/blocks/reading.ts'

const eligible = Array.from({ length: 60 }, (_, index) => `UELIGIBLE${index}`)
const now = at(30)
const ours = new Set([...eligible, 'UPRODUCT', 'UPRODUCT2', 'USUPPORT'])

const story = (words: string) =>
  [
    { action: 'DecisionRefused', result: 'refused' as const, data: { code: 'x', sentence: words } },
    { action: 'ApprovalDenied', result: 'success' as const, data: { roles: ['support'], reason: words } },
    { action: 'ActionVoided', result: 'success' as const, data: { reason: words } },
    { action: 'ApprovalEscalated', result: 'success' as const, data: {} },
    { action: words, result: 'success' as const, data: { words } },
  ].map((event) => ({ at: at(9), actor: { kind: 'person' as const, id: 'USUPPORT' }, ...event }))

const messages = (
  action: KnownAction,
  words: string,
): { text: string; blocks: unknown[]; metadata?: unknown }[] => [
  approvalCard(action, { eligible, now }),
  recoveryCard(action, { eligible, now }),
  storyView(action, story(words), now),
  {
    text: 'waiting',
    blocks: waitingList(
      Array.from({ length: 30 }, () => action),
      'Nothing.',
    ),
  },
  ...story(words).flatMap((event) => threadMessage(event, { action, mention: eligible, now }) ?? []),
  { text: 'said', blocks: [sentence(words || 'nothing')] },
  { text: 'help', blocks: commandList('What /claw can do', commands) },
]

const pagesOf = (action: KnownAction): unknown[] => {
  const pages: unknown[] = []
  do pages.push(detailsModal(action, { page: pages.length, now }))
  while (buttonsOf(pages.at(-1)).some(({ action_id: id }) => id === actionIds.detailsNext))
  return pages
}

const views = (action: KnownAction, words: string): unknown[] => [
  ...pagesOf(action),
  denyModal(action, { channel: 'C'.repeat(20), ts: '1234567890.123456' }),
  homeView({
    ...{ roles: ['support'], now, waiting: Array.from({ length: 30 }, () => action) },
    ...{ recovery: [action, action], decided: Array.from({ length: 30 }, () => action) },
  }),
  homeView({ roles: ['support'], waiting: [], recovery: [], decided: [], now }),
  homeInTrouble(words || 'nothing'),
]

/** Nothing that Slack refuses; nothing that notifies or leads somewhere but our own mentions; no markup at all. */
const check = (action: KnownAction, words: string): void => {
  for (const { text, blocks, metadata } of messages(action, words)) {
    expect(validateBlocks(blocks, 'message')).toEqual([])
    expect(text.length).toBeLessThan(3_000)
    expect(text).not.toMatch(/<[@!#]|<http/)
    if (metadata) expect(Object.keys(metadata)).toEqual(['eventType', 'key'])
    checkReach(blocks)
  }
  for (const view of views(action, words)) {
    expect(validateView(view)).toEqual([])
    checkReach(view)
  }
}
const checkReach = (view: unknown): void => {
  expect(markup(view)).toEqual([])
  for (const { type, user_id: id } of reaching(view)) {
    expect(type).toBe('user')
    expect(ours.has(String(id))).toBe(true)
  }
}

const states = (asked: ActionRequest, words: string): KnownAction[] =>
  Object.values(
    everyState(asked, { reason: words, report: { summary: words, evidence: words, durationMs: 1 } }),
  )

const long = '<!channel> *x* \u202E"\\\n'.repeat(500)
/** As much as the gate takes in one request (128 KB), and more reasons than there are policies. */
const longest = request({
  ...{ agent: long.slice(0, 128), environment: long.slice(0, 100), tool: long.slice(0, 200) },
  ...{ session: long, run: long, skill: long, channel: long, intent: long },
  params: {
    [long]: long,
    huge: 'x\u202E'.repeat(10_000),
    list: Array.from({ length: 200 }, () => long.slice(0, 90)),
    nested: { list: [[{ long: long.slice(0, 2_000) }]] },
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`${index}${long.slice(0, 300)}`, long.slice(0, 200)]),
    ),
  },
  reasons: Array.from({ length: 40 }, () => ({ policy: long.slice(0, 500), reason: long.slice(0, 2_000) })),
})

describe('every view', () => {
  it('is taken by Slack with the emptiest data', () => {
    for (const action of states(
      request({ params: {}, reasons: [], policies: [], tool: 'x', agent: 'a' }),
      '',
    ))
      check(action, '')
  })
  it('is taken by Slack with the longest data', () => {
    for (const action of states(longest, long)) check(action, long)
  })
  it('is taken by Slack with many voters and roles', () => {
    const votes = eligible.map((by) => ({
      by,
      verdict: 'approve' as const,
      roles: ['support', 'on-call'],
      at: at(1),
    }))
    const groups = Array.from({ length: 30 }, (_, index) => [`role-${index}`, long.slice(0, 200)])
    const requirement = { groups, quorum: 60, risk: 'critical' as const }
    check({ status: 'pending', request: longest, approval: approval({ votes, requirement }) }, long)
  })
  it('is taken by Slack, and reaches nobody but those we mean, whatever the agent writes', () => {
    const mean = fc.constantFrom(
      '<!channel>',
      '<@USECURITY>',
      '<!here|x>',
      '<https://e.x|y>',
      '*_~`',
      '\u202E',
      '\u0000',
      '\n',
      '⟦',
      '&lt;',
      '@channel',
      ':tada:',
    )
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(mean, { maxLength: 30 }).map((all) => all.join('')),
    )
    const value = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 2 },
        ...[words, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)],
        ...[fc.array(tie('value'), { maxLength: 8 }), fc.dictionary(words, tie('value'), { maxKeys: 4 })],
        fc
          .tuple(words, fc.integer({ min: 0, max: 3_000 }))
          .map(([each, times]) => each.repeat(times).slice(0, 100_000)),
      ) as fc.Arbitrary<Json>,
    })).value
    const params = fc.dictionary(
      fc.oneof(words, fc.constantFrom('to', 'records', 'command', 'amount', 'currency')),
      value,
      { maxKeys: 15 },
    )
    fc.assert(
      fc.property(params, words, fc.nat(), (given, said, pick) => {
        const asked = request({ params: given, intent: said, session: said, skill: said, channel: said })
        const all = states(asked, said)
        check(all[pick % all.length]!, said)
      }),
      { numRuns: 150 },
    )
  })
})

describe('every parameter', () => {
  it('is whole on the card or in the details', () => {
    const params = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 9_000 }),
      { maxKeys: 40 },
    )
    fc.assert(
      fc.property(params, (given) => {
        const pages = pagesOf({
          status: 'pending',
          request: request({ params: given }),
          approval: approval(),
        })
        const boxes = pages
          .flatMap((page) => ofType(page, 'rich_text_preformatted'))
          .map(wordsOf)
          .join('')
        for (const value of Object.values(given)) expect(boxes).toContain(visible(value))
      }),
      { numRuns: 60 },
    )
  })
  it('that the card leaves out is announced there', () => {
    const asked = request({
      params: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, 'v'.repeat(500)])),
    })
    const { blocks } = approvalCard(
      { status: 'pending', request: asked, approval: approval() },
      { eligible, now },
    )
    expect(wordsOf(blocks)).toMatch(/\+ \d+ more parameters: Details/)
    expect(wordsOf(blocks)).toMatch(/\+ \d+ more characters: Details/)
  })
})

describe('every name under which Slack comes back', () => {
  const listened = { action: [] as (string | RegExp)[], view: [] as (string | RegExp)[] }
  const recorder = {
    action: (id: string | RegExp) => void listened.action.push(id),
    view: (id: string | RegExp) => void listened.view.push(id),
    event: () => undefined,
    command: () => undefined,
  }
  for (const listen of listeners) listen(recorder as unknown as App)
  const named = (all: (string | RegExp)[]) => all.filter((id) => typeof id === 'string').sort()
  const patterns = (all: (string | RegExp)[]) => all.filter((id) => id instanceof RegExp)
  const drawn = states(request(), 'x').flatMap((action) => [
    ...messages(action, 'x').map(({ blocks }) => blocks),
    ...views(action, 'x'),
    ...pagesOf({ ...action, request: request({ params: { body: 'x'.repeat(60_000) } }) }),
  ])

  it('has exactly one listener', () => {
    expect(named(listened.action)).toEqual(Object.values(actionIds).sort())
    expect(named(listened.view)).toEqual(Object.values(callbackIds).sort())
  })
  it('is on some view, and no view uses another', () => {
    const inputs = ofType(drawn, 'plain_text_input').map(({ action_id: id }) => String(id))
    const used = new Set(actionIdsOf(drawn).filter((id) => !inputs.includes(id)))
    expect([...used].sort()).toEqual(Object.values(actionIds).sort())
    const forms = new Set(parts(drawn).flatMap(({ callback_id: id }) => (typeof id === 'string' ? [id] : [])))
    expect([...forms]).toEqual(Object.values(callbackIds))
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

it('marks are what Slack takes as metadata', () => {
  const { metadata } = approvalCard(states(request(), 'x')[0]!, { eligible, now })
  expect(validateMetadata({ event_type: metadata.eventType, event_payload: { key: metadata.key } })).toEqual(
    [],
  )
})
