// Why: Slack refuses a whole message for one wrong leaf, and an approver must see what the agent wrote without being reached by it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvalCard } from '#blocks/action/approval-card.ts'
import { visible } from '#blocks/shared/escape.ts'
import type { KnownAction } from '#domain/action/state.ts'
import type { Json } from '#domain/shared/json.ts'
import { validateBlocks, validateMetadata, validateView } from '#packages/slack-emulator/limits.ts'
import { enough } from '#test/support/thorough.ts'
import { approval, at, request } from '#test/unit/blocks/fixtures.ts'
import { markup, ofType, reaching, wordsOf } from '#test/unit/blocks/reading.ts'
import { eligible, messages, now, pagesOf, states, views } from './slack-views.ts'

const ours = new Set([...eligible, 'UPRODUCT', 'UPRODUCT2', 'USUPPORT'])

/** Nothing that Slack refuses; nothing that notifies or leads somewhere but our own mentions; no markup at all. */
const check = (action: KnownAction, words: string): void => {
  checkMessages(action, words)
  for (const view of views(action, words)) {
    expect(validateView(view)).toEqual([])
    checkReach(view)
  }
}
const checkMessages = (action: KnownAction, words: string): void => {
  for (const { text, blocks, metadata } of messages(action, words)) {
    expect(validateBlocks(blocks, 'message')).toEqual([])
    expect(text.length).toBeLessThan(3_000)
    expect(text).not.toMatch(/<[@!#]|<http/)
    if (metadata) expect(Object.keys(metadata)).toEqual(['eventType', 'key'])
    checkReach(blocks)
  }
}
const checkReach = (view: unknown): void => {
  expect(markup(view)).toEqual([])
  for (const { type, user_id: id } of reaching(view)) {
    expect(type).toBe('user')
    expect(ours.has(String(id))).toBe(true)
  }
}

const long = '<!channel> *x* \u202E"\\\n'.repeat(500)
/** As much as the gate takes in one request (128 KB), and more reasons than there are policies. */
const longest = request({
  agent: long.slice(0, 128),
  environment: long.slice(0, 100),
  tool: long.slice(0, 200),
  session: long,
  run: long,
  skill: long,
  channel: long,
  intent: long,
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
    // The pages of details are the same in every state but for their first and last.
    for (const [index, action] of states(longest, long).entries())
      (index % 4 === 0 ? check : enough(checkMessages, check))(action, long)
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
        words,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 8 }),
        fc.dictionary(words, tie('value'), { maxKeys: 4 }),
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
      { numRuns: enough(60, 300) },
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
      { numRuns: enough(30, 300) },
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
    expect(wordsOf(blocks)).toMatch(/… [\d,]+ characters left out here: Details …/)
  })
})

it('marks are what Slack takes as metadata', () => {
  const { metadata } = approvalCard(states(request(), 'x')[0]!, { eligible, now })
  expect(validateMetadata({ event_type: metadata.eventType, event_payload: { key: metadata.key } })).toEqual(
    [],
  )
})
