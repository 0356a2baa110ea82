// An agent asks a person: its owner sees it, one answer counts, and nobody's answer is an answer too.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { key, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

interface Question {
  id: string
  status: string
  answer?: string
  by?: string
  detail?: string
  errors?: { field: string }[]
}
const ask = (more: object = {}, token: string = tokens.agent) =>
  laptop.send<Question>('POST', '/v1/questions', {
    token,
    body: { idempotencyKey: key(), text: 'Which of the two lists is the current one?', ...more },
  })
const look = async (id: string, wait = 0, token: string = tokens.agent) =>
  laptop.send<Question>('GET', `/v1/questions/${id}?wait=${wait}`, { token })
const cardOf = (id: string) =>
  until(`the message of ${id}`, async () =>
    (await laptop.people.messages('COPS')).find(({ metadata }) => metadata?.event_payload.key === id),
  )
const answer = async (user: string, id: string, words: string) => {
  const { ts } = await cardOf(id)
  await laptop.send('POST', '/_local/actions', {
    body: { user, channel: 'COPS', ts, action_id: 'question.answer' },
  })
  const view = (await laptop.people.views(user)).at(-1)
  if (!view) return { errors: { none: 'no form' } }
  const { body } = await laptop.send<{ errors?: Record<string, string> }>(
    'POST',
    `/_local/views/${view.id}/submit`,
    { body: { user, values: { 'question.text': words } } },
  )
  return body
}

describe('a question', () => {
  it('reaches the owner, is answered once, and its agent hears of it while it waits', async () => {
    const asked = { idempotencyKey: key(), session: 's1' }
    const { body: first } = await ask(asked)
    expect(first).toMatchObject({ id: expect.stringMatching(/^ask_/), status: 'open' })
    expect((await ask(asked)).body).toEqual(first)
    expect((await ask({ ...asked, text: 'Another' })).status).toBe(422)
    const card = JSON.stringify((await cardOf(first.id)).blocks)
    for (const shown of ['Which of the two lists', 'UPRODUCT', 'question.answer'])
      expect(card).toContain(shown)

    const waiting = look(first.id, 20)
    expect(await answer('UPRODUCT', first.id, 'The second')).toEqual({})
    expect((await waiting).body).toMatchObject({ status: 'answered', answer: 'The second', by: 'UPRODUCT' })
    await until('the message to say so', async () => {
      const blocks = JSON.stringify((await cardOf(first.id)).blocks)
      return blocks.includes('The second') && !blocks.includes('question.answer')
    })
    expect(await laptop.table.broken()).toEqual([])
  })
  it('may offer what to answer', async () => {
    const { id } = (await ask({ options: ['yes', 'no'] })).body
    expect(await answer('USUPPORT', id, '1')).toEqual({})
    expect((await look(id)).body).toMatchObject({ status: 'answered', answer: 'no', by: 'USUPPORT' })
  })
  it('is not answered by guests', async () => {
    const { id } = (await ask()).body
    expect(await answer('UGUEST', id, 'Me!')).toEqual({
      errors: { answer: expect.stringContaining('a role') },
    })
    expect((await look(id)).body.status).toBe('open')
  })
  it('ends without an answer, on record, and takes none afterwards', async () => {
    const { id } = (await ask()).body
    await cardOf(id)
    await laptop.advance(8 * 3_600)
    expect((await look(id)).body.status).toBe('expired')
    await until('the message to say so', async () =>
      JSON.stringify((await cardOf(id)).blocks).includes('Nobody answered'),
    )
    const events = (await laptop.table.events()).filter(({ stream }) => stream === `question/${id}`)
    expect(events.map(({ action }) => action)).toEqual(['QuestionAsked', 'QuestionExpired'])
  })
  it('is its own agent’s, and refused by field where it is none', async () => {
    const { id } = (await ask()).body
    expect((await look(id, 0, tokens.second)).status).toBe(404)
    expect((await look('ask_nobody')).status).toBe(404)
    for (const [wrong, field] of [
      [{ text: ' ' }, 'text'],
      [{ text: 'x'.repeat(2_001) }, 'text'],
      [{ options: ['a', 'a'] }, 'options'],
      [{ to: 'UPRODUCT' }, 'to'],
    ] as const)
      expect((await ask(wrong)).body.errors?.[0]?.field).toBe(field)
  })
})
