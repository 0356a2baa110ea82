// The bot's views: opened on a fresh trigger, changed only as they were read, there again after a restart.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { card, modal, plain, type Rig, refusalOf, startRig } from './rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.stop())

const messages = async () => (await rig.get('/_local/channels/COPS/messages')).messages

/** The trigger of a person's fresh command. */
const trigger = async (user = 'UADA') => {
  await rig.post('/_local/commands', { user, channel: 'COPS', text: '/claw x' })
  return new URLSearchParams(rig.received.at(-1)?.body).get('trigger_id') ?? ''
}

describe('views', () => {
  it('opens a modal on a fresh trigger, once', async () => {
    const trigger_id = await trigger()
    const { view } = await rig.client.views.open({ trigger_id, view: modal() })
    expect((await rig.get('/_local/views?user=UADA')).views).toMatchObject([
      { id: view?.id, callback_id: 'reason' },
    ])
    const again = await refusalOf(rig.client.views.open({ trigger_id, view: modal() }))
    expect(again.error).toBe('exchanged_trigger_id')
  })

  it('refuses a trigger older than three seconds, and one that never was', async () => {
    const trigger_id = await trigger()
    rig.clock.at += 3_001
    expect((await refusalOf(rig.client.views.open({ trigger_id, view: modal() }))).error).toBe(
      'expired_trigger_id',
    )
    const unknown = rig.client.views.open({ trigger_id: 'x', view: modal() })
    expect((await refusalOf(unknown)).error).toBe('invalid_trigger_id')
  })

  it('says what is wrong with a view', async () => {
    const view = modal('A title that is far too long for Slack')
    expect(await refusalOf(rig.client.views.open({ trigger_id: await trigger(), view }))).toEqual({
      error: 'invalid_arguments',
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    })
  })

  it('does not overwrite a view that has changed since it was read', async () => {
    const { view } = await rig.client.views.open({ trigger_id: await trigger(), view: modal() })
    const [view_id, hash] = [view?.id ?? '', view?.hash ?? '']
    await rig.client.views.update({ view_id, hash, view: modal('First') })
    const late = rig.client.views.update({ view_id, hash, view: modal('Second') })
    expect((await refusalOf(late)).error).toBe('hash_conflict')
    expect((await rig.get('/_local/views?user=UADA')).views).toMatchObject([{ title: { text: 'First' } }])
    const gone = rig.client.views.update({ view_id: 'VNONE', view: modal() })
    expect((await refusalOf(gone)).error).toBe('not_found')
  })

  it('publishes App Home for a person', async () => {
    const view = { type: 'home' as const, blocks: [{ type: 'header' as const, text: plain('Home') }] }
    const published = await rig.client.views.publish({ user_id: 'UADA', view })
    expect(await rig.get('/_local/home/UADA?open=false')).toMatchObject({
      id: published.view?.id,
      type: 'home',
    })
    expect((await refusalOf(rig.client.views.publish({ user_id: 'UNOBODY', view }))).error).toBe(
      'user_not_found',
    )
  })

  it('validates blocks without showing them', async () => {
    expect(await rig.client.blocks.validate({ blocks: card() })).toMatchObject({ ok: true })
    const refused = await refusalOf(rig.client.blocks.validate({ blocks: [{ type: 'sparkles' }] }))
    expect(refused.error).toBe('invalid_blocks')
  })
})

describe('a restart', () => {
  it('changes nothing that people see', async () => {
    await rig.client.views.open({ trigger_id: await trigger(), view: modal('Kept') })
    await rig.client.chat.postMessage({ channel: 'COPS', text: 'before' })
    const before = [await messages(), await rig.get('/_local/views?user=UADA')]
    rig.restart()
    expect([await messages(), await rig.get('/_local/views?user=UADA')]).toEqual(before)
    const { ts = '' } = await rig.client.chat.postMessage({ channel: 'COPS', text: 'after' })
    expect(Number(ts)).toBeGreaterThan(Number(before[0].at(-1).ts))
  })
})
