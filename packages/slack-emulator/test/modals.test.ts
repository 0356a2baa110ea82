// A person's modals: sent off, refused, stacked and closed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { json, modal, payloadOf, plain, type Rig, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.stop())

async function openModal(view: ReturnType<typeof modal> = modal()) {
  await rig.type('/claw modal')
  const trigger_id = new URLSearchParams(rig.received.at(-1)?.body).get('trigger_id') ?? ''
  return (await rig.client.views.open({ trigger_id, view })).view?.id ?? ''
}

describe('a modal', () => {
  const submit = (id: string, values: unknown) =>
    rig.post(`/_local/views/${id}/submit`, { user: 'UADA', values })
  const open = async () => (await rig.get('/_local/views?user=UADA')).views

  it.each([
    ["Slack's own shape", { why: { text: { type: 'plain_text_input', value: 'too risky' } } }],
    ['a bare value by block and action', { why: { text: 'too risky' } }],
    ['a bare value by action', { text: 'too risky' }],
    ['a bare value by block', { why: 'too risky' }],
  ])('takes values as %s, and closes', async (_shape, values) => {
    const id = await openModal()
    expect(await submit(id, values)).toEqual({})
    expect(payloadOf(rig)).toMatchObject({
      type: 'view_submission',
      user: { id: 'UADA' },
      view: {
        id,
        callback_id: 'reason',
        private_metadata: 'act_1',
        state: { values: { why: { text: { type: 'plain_text_input', value: 'too risky' } } } },
      },
    })
    expect(await open()).toEqual([])
  })

  it('asks for required and short enough text itself, as the client does', async () => {
    const id = await openModal()
    const before = rig.received.length
    expect(await submit(id, {})).toEqual({ errors: { why: expect.any(String) } })
    expect(await submit(id, { why: 'x'.repeat(21) })).toEqual({
      errors: { why: expect.stringContaining('20') },
    })
    expect(rig.received).toHaveLength(before)
  })

  it('stays open with the errors that the bot answers', async () => {
    const id = await openModal()
    rig.setBot(async () => json({ response_action: 'errors', errors: { why: 'Say more.' } }))
    expect(await submit(id, { why: 'no' })).toEqual({ errors: { why: 'Say more.' } })
    expect(await open()).toMatchObject([{ id }])
  })

  it('is replaced, stacked and cleared as the bot answers', async () => {
    const id = await openModal()
    rig.setBot(async () => json({ response_action: 'update', view: modal('Second') }))
    await submit(id, { why: 'a' })
    expect(await open()).toMatchObject([{ id, title: { text: 'Second' } }])
    rig.setBot(async () => json({ response_action: 'push', view: modal('Third') }))
    await submit(id, { why: 'b' })
    const [, top] = await open()
    expect(top).toMatchObject({ title: { text: 'Third' }, previous_view_id: id, root_view_id: id })
    rig.setBot(async () => json({ response_action: 'clear' }))
    await submit(top.id, { why: 'c' })
    expect(await open()).toEqual([])
  })

  it('stays open when the bot fails or answers with a view that Slack refuses', async () => {
    const id = await openModal()
    rig.setBot(async () => ({ status: 500 }))
    expect(await submit(id, { why: 'x' })).toEqual({ status: 500, error: 'dispatch_failed' })
    rig.setBot(async () => json({ response_action: 'update', view: modal('x'.repeat(25)) }))
    expect(await submit(id, { why: 'x' })).toMatchObject({ error: 'invalid_arguments' })
    expect(await open()).toMatchObject([{ id }])
  })

  it('belongs to its person', async () => {
    const id = await openModal()
    const stranger = { user: 'UBEN', values: { why: 'x' } }
    expect((await rig.call('POST', `/_local/views/${id}/submit`, stranger)).status).toBe(404)
    expect((await rig.call('POST', '/_local/views/VNONE/submit', { user: 'UADA' })).status).toBe(404)
  })

  it('closes, and tells the bot that wants to know', async () => {
    const id = await openModal({ ...modal(), notify_on_close: true } as ReturnType<typeof modal>)
    await rig.post(`/_local/views/${id}/close`, { user: 'UADA' })
    expect(payloadOf(rig)).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id } })
    expect(await open()).toEqual([])
  })

  it('keeps what was entered when a button inside it is pressed', async () => {
    const button = { type: 'button' as const, action_id: 'preview', text: plain('Preview') }
    const view = { ...modal(), blocks: [...modal().blocks, { type: 'actions' as const, elements: [button] }] }
    const id = await openModal(view as unknown as ReturnType<typeof modal>)
    await rig.post('/_local/actions', {
      user: 'UADA',
      view_id: id,
      action_id: 'preview',
      values: { why: 'draft' },
    })
    const { container, view: sent, trigger_id } = payloadOf(rig)
    expect(container).toEqual({ type: 'view', view_id: id })
    expect(sent.state.values.why.text.value).toBe('draft')
    await rig.client.views.push({ trigger_id, view: modal('On top') })
    expect(await open()).toHaveLength(2)
    expect(await submit(id, {})).toEqual({})
  })
})
