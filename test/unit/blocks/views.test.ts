// What people see around the card: details, the form behind Deny, recovery, the thread, the story, lists.
import { describe, expect, it } from 'vitest'
import { detailsModal } from '#blocks/action/details.ts'
import { detail, headline } from '#blocks/action/headline.ts'
import { waitingList } from '#blocks/action/lists.ts'
import { recoveryCard } from '#blocks/action/recovery-card.ts'
import { storyView } from '#blocks/action/story-view.ts'
import { threadMessage } from '#blocks/action/thread.ts'
import { denyModal } from '#blocks/action/vote-modal.ts'
import { homeView } from '#blocks/home.ts'
import { approval, at, bySupport, everyState, request } from './fixtures.ts'
import { actionIdsOf, buttonsOf, ofType, reaching, wordsOf } from './reading.ts'

const states = everyState()

describe('the headline', () => {
  it.each([
    ['email.send', { to: ['a@x.y', 'A@x.y'], cc: ['b@x.y'] }, 'email.send to 2 recipients'],
    ['crm.delete', { records: ['r'] }, 'crm.delete on 1 record'],
    ['purchase.create', { vendor: 'v', amount: 1200, currency: 'eur' }, 'purchase.create for 1,200 EUR'],
    ['oauth.grant', { account: 'a', scopes: ['x', 'y'] }, 'oauth.grant with 2 scopes'],
    ['exec', { command: 'ls' }, 'exec'],
    ['purchase.create', { amount: 'all of it', currency: '✅ Approved' }, 'purchase.create'],
  ])('of %s holds what we counted and none of the agent’s words', (tool, params, expected) => {
    expect(headline(request({ tool, params }))).toBe(expected)
  })
  it('leaves the agent’s words to the detail', () => {
    expect(detail(request({ params: { service: 'api', target: 'blue' } }), 100)).toBe('api · blue')
  })
})

describe('the details', () => {
  const body = Array.from({ length: 9_000 }, (_, index) => `line ${index}`).join('\n')
  const action = { status: 'pending' as const, request: request({ params: { body } }), approval: approval() }
  const open = (page: number) => detailsModal(action, { page, now: at(1) })
  const pagesOf = () => {
    const pages = [open(0)]
    while (buttonsOf(pages.at(-1)).some(({ action_id: id }) => id === 'details.next'))
      pages.push(open(pages.length))
    return pages
  }
  it('hold every character, in as many pages as it takes', () => {
    const boxes = pagesOf().flatMap((page) => ofType(page, 'rich_text_preformatted'))
    expect(boxes.map(wordsOf).join('')).toContain(body)
  })
  it('turn to the neighbouring pages, and stop at both ends', () => {
    const pages = pagesOf()
    const turns = (page: unknown) => buttonsOf(page).map(({ value }) => JSON.parse(String(value))['page'])
    expect(turns(pages[0])).toEqual([1])
    expect(turns(pages[1])).toEqual([0, 2])
    expect(turns(pages.at(-1))).toEqual([pages.length - 2])
    expect(wordsOf(pages[1])).toContain(`Page 2 of ${pages.length}`)
  })
  it('show the last page when asked for one beyond it', () => {
    expect(open(999)).toEqual(pagesOf().at(-1))
  })
  it('keep a long name of a parameter reachable', () => {
    const name = 'n'.repeat(400)
    const long = { ...action, request: request({ params: { [name]: 1 } }) }
    expect(wordsOf(detailsModal(long, { page: 0, now: at(1) }))).toContain(name)
  })
})

describe('the form behind Deny', () => {
  const modal = denyModal(states['pending']!, { channel: 'C1', ts: '1.2' })
  it('has one input, remembers the action and the card, and repeats what is denied', () => {
    expect(ofType(modal, 'input')).toHaveLength(1)
    expect(modal.callback_id).toBe('approval.deny')
    expect(JSON.parse(modal.private_metadata!)).toEqual({
      id: 'act_1a2b',
      digest: request().digest,
      channel: 'C1',
      ts: '1.2',
    })
    expect(wordsOf(modal)).toContain('email.send to 2 recipients')
  })
})

describe('the recovery card', () => {
  const view = { eligible: ['USUPPORT'], now: at(10) }
  it('says what is known and offers the three answers, each with a second question', () => {
    const { unknown } = everyState(request(), { report: { summary: 'timed out', evidence: 'HTTP 504' } })
    const { blocks } = recoveryCard(unknown!, view)
    expect(wordsOf(blocks)).toContain('timed out')
    expect(wordsOf(blocks)).toContain('HTTP 504')
    expect(actionIdsOf(blocks)).toEqual([
      'recovery.happened',
      'recovery.did-not-happen',
      'recovery.retry-is-safe',
      'approval.details',
    ])
    expect(
      buttonsOf(blocks)
        .slice(0, 3)
        .every(({ confirm }) => confirm !== undefined),
    ).toBe(true)
  })
  it('is closed once settled, and says by whom and how', () => {
    const { blocks } = recoveryCard(states['settled']!, view)
    expect(actionIdsOf(blocks)).toEqual(['approval.details'])
    expect(wordsOf(blocks)).toMatch(/Settled\n by \n: it happened/)
  })
})

describe('the thread', () => {
  const recorded = (action: string, data: Record<string, unknown> = {}, id = 'USUPPORT') => ({
    at: at(5),
    actor: { kind: id === 'clock' ? ('system' as const) : ('person' as const), id },
    action,
    result: 'success' as const,
    data,
  })
  const tell = (event: ReturnType<typeof recorded>, status = 'half', mention: string[] = []) =>
    threadMessage(event, { action: states[status]!, mention, now: at(5) })
  it('mentions whom it has to reach when time runs out', () => {
    const message = tell(recorded('ApprovalEscalated', {}, 'clock'), 'half', ['UONCALL'])
    expect(wordsOf(message!.blocks)).toContain('Running out of time')
    expect(reaching(message!.blocks)).toContainEqual({ type: 'user', user_id: 'UONCALL' })
  })
  it('says who denied and why', () => {
    const message = tell(recorded('ApprovalDenied', { roles: ['support'], reason: 'No <!here>' }), 'denied')
    expect(wordsOf(message!.blocks)).toContain('No <!here>')
    expect(message!.text).not.toContain('<!here>')
  })
  it('says one thing, not two, where one person is enough', () => {
    const action = {
      status: 'approved' as const,
      request: request(),
      approvedAt: at(5),
      startBy: at(20),
      approval: approval({
        requirement: { groups: [['support']], quorum: 1, risk: 'normal' },
        votes: [bySupport],
      }),
    }
    const of = (event: ReturnType<typeof recorded>) =>
      threadMessage(event, { action, mention: [], now: at(5) })
    expect(of(recorded('ApprovalGranted', { roles: ['support'] }))).toBeUndefined()
    expect(wordsOf(of(recorded('ActionApproved', { startBy: at(20) }))!.blocks)).toContain('Approved')
  })
  it('keeps refusals at the button between the product and whoever clicked', () => {
    const refused = {
      ...recorded('DecisionRefused', { code: 'decided', sentence: 'x' }),
      result: 'refused' as const,
    }
    expect(threadMessage(refused, { action: states['half']!, mention: [], now: at(5) })).toBeUndefined()
  })
  it('passes over what this version does not know', () => {
    expect(tell(recorded('SomethingNew'))).toBeUndefined()
  })
})

describe('the whole story', () => {
  const refusal = (index: number) => ({
    at: at(index),
    actor: { kind: 'person' as const, id: 'UGUEST' },
    action: 'DecisionRefused',
    result: 'refused' as const,
    data: { code: 'not-eligible', sentence: `No, number ${index}.` },
  })
  it('tells everything in order', () => {
    const words = wordsOf(storyView(states['half']!, [refusal(1), refusal(2)], at(5)).blocks)
    expect(words.indexOf('number 1')).toBeLessThan(words.indexOf('number 2'))
  })
  it('says how much it leaves out, and where all of it is', () => {
    const words = wordsOf(
      storyView(
        states['half']!,
        Array.from({ length: 500 }, (_, n) => refusal(n)),
        at(5),
      ).blocks,
    )
    expect(words).toMatch(/… \d+ events left out; \nnpm run audit -- show act_1a2b/)
    expect(words).toContain('number 0.')
    expect(words).toContain('number 499.')
  })
})

describe('lists', () => {
  it('say in words that they are empty', () => {
    expect(wordsOf(waitingList([], 'Nothing waits for you.'))).toBe('Nothing waits for you.')
    const facts = {
      waiting: [],
      links: new Map(),
      recovery: [],
      decided: [],
      engaged: [],
      severity: 0,
      now: at(1),
    }
    expect(wordsOf(homeView({ ...facts, roles: ['support'] }))).toContain('Nothing has been decided yet.')
    expect(wordsOf(homeView({ ...facts, roles: ['support'] }))).toContain(
      'Nothing is stopped: agents may run.',
    )
    expect(wordsOf(homeView({ ...facts, roles: [] }))).toContain('You hold no role')
  })
  it('decide on the spot, and lead to the card', () => {
    const action = states['pending']!
    const link = 'https://example.slack.com/archives/C1/p1'
    const buttons = buttonsOf(waitingList([action], '', new Map([[action.request.id, link]])))
    expect(buttons.map(({ action_id: id }) => id)).toEqual([
      'approval.grant',
      'approval.deny',
      'approval.details',
      'approval.card',
    ])
    expect(buttons.at(-1)).toMatchObject({ url: link })
  })
  it('say how many more there are', () => {
    const many = Array.from({ length: 20 }, () => states['pending']!)
    expect(wordsOf(waitingList(many, ''))).toContain('+ 15 more requests')
  })
})
