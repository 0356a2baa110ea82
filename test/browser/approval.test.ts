// A request's whole way on the page: an agent asks, people decide in the channel, the agent's panel follows without a reload.
import { describe, expect, it } from 'vitest'
import type { Message } from '#test/support/driver.ts'
import { picture } from './support/pictures.ts'
import { workspaceForFile } from './support/workspace.ts'

const { open, laptop } = workspaceForFile()
const channel = 'channel/CAPPROVALS'

/** What a button of the card carries. */
const valueOfButton = (action: string, { blocks = [] }: Message): string => {
  const elements = blocks.flatMap((block) => (block as { elements?: unknown[] }).elements ?? [])
  const buttons = elements as { action_id?: string; value?: string }[]
  return buttons.find(({ action_id }) => action_id === action)!.value!
}

describe('an agent asks and people decide', () => {
  it('one approves, the agent goes on, and the card tells how it ended', async () => {
    const { page, ask, card, press, confirm, status, answer } = await open({
      person: 'UPRODUCT2',
      at: `${channel}?agent=open`,
    })
    const id = await ask('crm-delete-3')
    await answer().getByText('Waiting for one person of product').waitFor()
    await card(id).getByRole('button', { name: 'Approve', exact: true }).waitFor()
    await picture(page, 'approval-light')

    await press(card(id), 'Approve')
    await page.getByTestId('confirm').getByText('will run exactly this').waitFor()
    await confirm()
    await status().getByText('Approved: start it').waitFor()
    await page.getByTestId('agent-panel').getByText('Product manager approved').waitFor()
    await expect.poll(() => card(id).getByRole('button', { name: 'Approve' }).count()).toBe(0)

    await page.getByTestId('start').click()
    await status().getByText('Started: report').waitFor()
    await picture(page.getByTestId('agent-panel'), 'agent-panel')
    await page.getByTestId('outcome-succeeded').click()
    await status().getByText('Succeeded', { exact: true }).waitFor()
    await card(id).getByText('crm.delete succeeded').first().waitFor()
    await card(id).getByTestId('open-thread').click()
    await page.getByTestId('thread').getByText('Succeeded').first().waitFor()
    await picture(page, 'decided')
  })

  it('one denies with a reason, which reaches the card and the agent', async () => {
    const { page, ask, card, press, status } = await open({
      person: 'USUPPORT',
      at: `${channel}?agent=open`,
    })
    const id = await ask('email-40')
    await press(card(id), 'Deny')
    const modal = page.getByTestId('modal')
    const reason = modal.getByRole('textbox')
    await reason.waitFor()
    await page.getByTestId('modal-submit').click()
    await modal.locator('.error').first().waitFor()
    await reason.fill('The prices are not final yet.')
    await picture(page, 'deny')
    await page.getByTestId('modal-submit').click()
    await modal.waitFor({ state: 'detached' })
    await status().getByText('Denied').waitFor()
    await page.getByTestId('agent-panel').getByText('The prices are not final yet.').first().waitFor()
    await card(id).getByText('The prices are not final yet.').first().waitFor()
  })

  it('two are needed: the card counts, and says what each may', async () => {
    const { ask, card, press, confirm, status, become, whispers } = await open({
      person: 'UPRODUCT2',
      at: `${channel}?agent=open`,
    })
    const id = await ask('purchase')
    await press(card(id), 'Approve')
    await confirm()
    await card(id).getByText('1 of 2').waitFor()
    expect(await status().getAttribute('data-status')).toBe('pending')
    await picture(card(id), 'quorum')

    await press(card(id), 'Approve')
    await confirm()
    await whispers().last().waitFor()
    const told = await whispers().last().textContent()
    expect(told).toMatch(/already/i)

    await become('UPRODUCT')
    await press(card(id), 'Approve')
    await confirm()
    await whispers().filter({ hasText: /own/ }).last().waitFor()

    await become('USECURITY')
    await press(card(id), 'Approve')
    await confirm()
    await status().getByText('Approved: start it').waitFor()
  })

  it('nobody decides: skipping time reminds, calls others, and expires', async () => {
    const { page, ask, card, status } = await open({ person: 'USUPPORT', at: `${channel}?agent=open` })
    const id = await ask('exec-publish')
    await card(id).getByRole('button', { name: 'Approve', exact: true }).waitFor()
    await page.getByTestId('clock-3600').click()
    await status().getByText('Expired: nobody decided in time').waitFor()
    await expect.poll(() => card(id).getByRole('button', { name: 'Approve' }).count()).toBe(0)
    await card(id).getByTestId('open-thread').click()
    const thread = page.getByTestId('thread')
    for (const told of ['Still waiting', 'Running out of time', 'Nobody decided in time'])
      await thread.getByText(told).last().waitFor()
    await picture(page, 'expired')
  })

  it('a click on a card from before is answered to the clicker alone, and changes nothing', async () => {
    const { ask, whispers, status } = await open({ person: 'UPRODUCT2', at: `${channel}?agent=open` })
    const id = await ask('crm-delete-3')
    const value = valueOfButton('approval.grant', await laptop().people.cardOf(id))
    await laptop().advance(3_600)
    await status().getByText('Expired').waitFor()
    await laptop().people.click('UPRODUCT2', id, 'approval.grant', { value })
    await whispers()
      .filter({ hasText: /expired|too late/i })
      .last()
      .waitFor()
    expect((await laptop().agent.look(id)).body.votes).toEqual([])
  })
})

it('what is allowed or denied at once needs nobody, and says why', async () => {
  const { page, ask, status, answer } = await open({ at: `${channel}?agent=open` })
  await ask('read')
  await answer().getByText('Allowed: the tool may run now.').waitFor()
  await page.getByTestId('preset-exec-rm').click()
  await page.getByTestId('ask').click()
  await answer().getByText('Denied: the tool does not run.').waitFor()
  await status().getByText('Denied').waitFor()
  await page.getByTestId('preset-crm-delete-25').click()
  await page.getByTestId('dry-run').click()
  await answer().getByText('This would need 2 people of product and security').waitFor()
})

it('details show everything that the card has no room for', async () => {
  const { page, ask, card, press } = await open({ person: 'USECURITY', at: `${channel}?agent=open` })
  const id = await ask('crm-delete-25')
  // In the middle; the first and the last are on the card, and the rest is folded there.
  expect(await card(id).getByText('contact-1012').first().isVisible()).toBe(false)
  await press(card(id), 'Details')
  const modal = page.getByTestId('modal')
  await modal.getByText('contact-1012').first().waitFor()
  await picture(page, 'details')
  await page.keyboard.press('Escape')
  await modal.waitFor({ state: 'detached' })
  const details = card(id).getByRole('button', { name: 'Details' })
  await expect.poll(() => details.evaluate((button) => button === document.activeElement)).toBe(true)
})
