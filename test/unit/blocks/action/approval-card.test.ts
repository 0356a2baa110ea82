// What an approver sees on the card, before and after the decision.
import { describe, expect, it } from 'vitest'
import { approvalCard } from '#blocks/action/approval-card.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { approval, at, bySupport, everyState, request } from '../fixtures.ts'
import { actionIdsOf, buttonsOf, markup, ofType, reaching, wordsOf } from '../reading.ts'

const eligible = ['USUPPORT', 'UPRODUCT2']
const draw = (action: KnownAction, now = at(5)) => approvalCard(action, { eligible, now })
const pending = (change: Parameters<typeof request>[0] = {}) =>
  draw({ status: 'pending', request: request(change), approval: approval() })
const states = everyState()

describe('the card of a request that waits', () => {
  it('says in its first line what and how much', () => {
    const to = Array.from({ length: 40 }, (_, index) => `p${index}@example.com`)
    expect(wordsOf(pending({ params: { to } }).blocks[0])).toBe('✋ Approve? email.send to 40 recipients')
  })
  it('says who asks, for whom, where, how risky it is and until when', () => {
    const words = wordsOf(pending({ session: 's1', skill: 'outreach', channel: 'slack' }).blocks)
    for (const part of [
      'demo-agent',
      'production',
      'High risk',
      'session s1',
      'skill outreach',
      'channel slack',
    ])
      expect(words).toContain(part)
    const [until] = ofType(pending().blocks, 'date')
    expect(until).toMatchObject({ timestamp: Date.parse(at(60)) / 1000, fallback: '2026-03-02 10:00 UTC' })
  })
  it('says why people are asked, and marks the agent’s own words as such', () => {
    const words = wordsOf(pending({ intent: 'Tell our friends' }).blocks)
    expect(words).toContain('More than 10 people would get this e-mail.')
    expect(words).toContain('(bulk-email)')
    expect(words).toMatch(/The agent says:\nTell our friends/)
  })
  it('says who decides, who may, and how many have', () => {
    const card = draw(states['half']!)
    expect(wordsOf(card.blocks)).toContain('support and product (2 people)')
    expect(wordsOf(card.blocks)).toMatch(/1 of 2\n: \n \(support\)\n; product is still missing\./)
    expect(reaching(card.blocks).map(({ user_id: id }) => id)).toEqual(['UPRODUCT', 'USUPPORT', 'UPRODUCT2'])
  })
  it('warns when nobody could approve it', () => {
    const card = approvalCard(states['pending']!, { eligible: [], now: at(1) })
    expect(wordsOf(card.blocks)).toContain('nobody can approve this')
  })
  it('has exactly the three buttons, which carry the id and the digest and nothing else, and the red one', () => {
    const buttons = buttonsOf(pending().blocks)
    expect(buttons.map(({ action_id: id, style }) => [id, style])).toEqual([
      ['approval.grant', 'primary'],
      ['approval.deny', 'danger'],
      ['approval.details', undefined],
      ['switch.pause-all', 'danger'],
    ])
    for (const { value } of buttons.slice(0, 3))
      expect(JSON.parse(String(value))).toEqual({ id: 'act_1a2b', digest: request().digest })
  })
  it('asks again before it approves, with the essential fact', () => {
    const [grant] = buttonsOf(pending().blocks)
    expect(wordsOf(grant!['confirm'])).toContain('Approve email.send to 2 recipients?')
    const [exec] = buttonsOf(pending({ tool: 'exec', params: { command: 'make deploy' } }).blocks)
    expect(wordsOf(exec!['confirm'])).toContain('make deploy')
  })
  it('says the essential in its fallback text', () => {
    expect(pending().text).toBe(
      'demo-agent asks to run email.send to 2 recipients. 🟠 High risk. Needs support and product (2 people), 0 of 2 so far, until 2026-03-02 10:00 UTC.',
    )
  })
})

describe('what the agent wrote', () => {
  const evil = '<!channel> <@USECURITY> *bold* <https://evil.example|Approved>\n✅ Approved by security'
  const card = pending({ params: { to: [evil], [evil]: evil }, intent: evil, session: evil, skill: evil })
  it('reaches nobody and leads nowhere', () => {
    expect(reaching(card.blocks).map(({ user_id: id }) => id)).toEqual(['UPRODUCT', 'USUPPORT', 'UPRODUCT2'])
    expect(markup(card.blocks)).toEqual([])
    expect(card.text).not.toMatch(/<[!@#h]/)
  })
  it('begins no line of its own outside a quote or a box', () => {
    expect(wordsOf(card.blocks[0])).not.toContain('✅')
    const sections = ofType(card.blocks, 'rich_text_section')
    expect(JSON.stringify(sections)).not.toContain('\\n✅')
  })
})

describe('what does not fit', () => {
  it('is said of a long value, whose beginning and end are shown', () => {
    const words = wordsOf(pending({ params: { body: `${'a'.repeat(700)}${'z'.repeat(300)}` } }).blocks)
    expect(words).toContain('… 400 characters left out here: Details …')
    expect(words).toMatch(/a{360}\n….+…\nz{240}\n/)
  })
  it('never hides the end of a script, where the harm often is', () => {
    const lines = Array.from({ length: 79 }, (_, index) => `echo step ${index}`)
    const card = pending({ tool: 'exec', params: { command: [...lines, 'rm -rf /srv/data'].join('\n') } })
    const words = wordsOf(card.blocks.filter(({ type }) => type !== 'container'))
    expect(words).toContain('echo step 0\n')
    expect(words).toContain('rm -rf /srv/data')
    expect(words).toMatch(/… 7\d lines, [\d,]+ characters left out here: Details …/)
  })
  it('is said of entries, the last of which are shown', () => {
    const records = Array.from({ length: 25 }, (_, index) => `r${index}`)
    const words = wordsOf(
      pending({ params: { records } }).blocks.filter(({ type }) => type !== 'container'),
    ).replaceAll('\n', '')
    expect(words).toContain('25 entries: r0, r1, r2 … 20 more entries: Details … r23, r24')
  })
  it('is said of parameters', () => {
    const params = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, index]))
    expect(wordsOf(pending({ params }).blocks)).toContain('+ 18 more parameters: Details')
  })
  it('unfolds on the card itself when it fits into a message', () => {
    const body = `begin ${'x'.repeat(1_000)} end`
    const [all] = pending({ params: { body } }).blocks.filter(({ type }) => type === 'container')
    expect(all).toMatchObject({ is_collapsible: true, default_collapsed: true })
    expect(wordsOf(all)).toContain(body)
    const types = (params: KnownAction['request']['params']) =>
      pending({ params }).blocks.map(({ type }) => type)
    expect(types({ body: 'short' })).not.toContain('container')
    expect(types({ body: 'x'.repeat(50_000) })).not.toContain('container')
  })
  it('is said before somebody approves', () => {
    const confirm = (change: Parameters<typeof request>[0]) =>
      wordsOf(buttonsOf(pending(change).blocks)[0]!['confirm'])
    expect(confirm({ params: { record: 'r1' } })).not.toContain('leaves parts')
    expect(confirm({ params: { body: 'x'.repeat(1_000) } })).toContain(
      'The card leaves parts of it out; Details shows everything.',
    )
  })
})

describe('what is dangerous', () => {
  it('is named above everything else, and only while somebody decides', () => {
    const danger = 'deletes recursively: rm -rf /srv/data (line 80)'
    const card = pending({ dangers: [danger] })
    expect(wordsOf(card.blocks)).toContain(danger)
    expect(wordsOf(pending().blocks)).not.toContain('danger')
  })
})

describe('before an approval', () => {
  const confirmOf = (action: KnownAction) => wordsOf(buttonsOf(draw(action).blocks)[0]!['confirm'])
  it('is said that it is recorded, where more people are needed', () => {
    expect(confirmOf(states['pending']!)).toContain('Your approval is recorded.')
  })
  it('is said that it will run, where one more is enough', () => {
    expect(confirmOf(states['half']!)).toContain('will run exactly this, once')
  })
})

describe('the card of a request that is decided', () => {
  it.each([
    'approved',
    'denied',
    'expired',
    'voided',
    'started',
    'succeeded',
    'failed',
    'unknown',
    'settled',
  ])('has only the details left to click when it is %s', (status) => {
    expect(actionIdsOf(draw(states[status]!).blocks)).toEqual(['approval.details'])
  })
  it('says who approved', () => {
    const card = draw(states['approved']!)
    expect(wordsOf(card.blocks)).toMatch(/Approved\n by \n \(product\)\n, \n \(support\)/)
    expect(wordsOf(card.blocks[0])).toBe('✅ Approved: email.send to 2 recipients')
  })
  it('says who denied, and why', () => {
    const card = draw(states['denied']!)
    expect(wordsOf(card.blocks)).toMatch(/Denied\n by \n · \nNot today/)
    expect(reaching(card.blocks)[0]).toMatchObject({ user_id: 'USUPPORT' })
  })
  it('says what became of it, in the agent’s words where they are the agent’s', () => {
    const { succeeded } = everyState(request(), { report: { summary: '40 sent', durationMs: 1_200 } })
    expect(wordsOf(draw(succeeded!).blocks)).toMatch(
      /It succeeded\n after 1.2 s · \nThe agent reports:\n40 sent/,
    )
  })
  it('loses its buttons the moment its time is up, recorded or not', () => {
    const card = draw(states['pending']!, at(60))
    expect(actionIdsOf(card.blocks)).toEqual(['approval.details'])
    expect(wordsOf(card.blocks[0])).toBe('⌛ Expired: email.send to 2 recipients')
  })
})

it('counts a person once they have voted', () => {
  const card = draw({ status: 'pending', request: request(), approval: approval({ votes: [bySupport] }) })
  expect(card.text).toContain('1 of 2 so far')
})
