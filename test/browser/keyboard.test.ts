// Without a mouse: everything that it takes to ask, to approve and to deny is reached with Tab and done with Enter.
import { expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Workspace, workspaceForFile } from './support/workspace.ts'

const { open, laptop } = workspaceForFile()
const at = 'channel/CAPPROVALS'
const MOST_TABS = 80

/** Presses Tab until the focus is on something that matches; fails when it never comes round. */
const tabTo = async ({ page }: Workspace, selector: string): Promise<void> => {
  for (let count = 0; count < MOST_TABS; count++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`${selector} was not reached in ${MOST_TABS} tabs`)
}
const focused = ({ page }: Workspace, selector: string) =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
/** Whether what has the focus shows it: an outline, or a shadow in its place. */
const showsFocus = ({ page }: Workspace) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement!)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })

it('a request is approved, and Esc in the question means no', async () => {
  const { id } = (await laptop().agent.ask(requests.one)).body
  const workspace = await open({ person: 'UPRODUCT2', at })
  const { page, card } = workspace
  await card(id).getByRole('button', { name: 'Approve', exact: true }).waitFor()

  await tabTo(workspace, '[data-action-id="approval.grant"]')
  expect(await showsFocus(workspace)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByTestId('confirm').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('confirm').waitFor({ state: 'detached' })
  await expect.poll(() => focused(workspace, '[data-action-id="approval.grant"]')).toBe(true)
  expect((await laptop().agent.look(id)).body.status).toBe('pending')

  await page.keyboard.press('Enter')
  await page.getByTestId('confirm').waitFor()
  await tabTo(workspace, '[data-testid="confirm-yes"]')
  await page.keyboard.press('Enter')
  await card(id).getByText('Approved').first().waitFor()
})

it('a request is denied with a reason, typed into a form that keeps the focus inside', async () => {
  const { id } = (await laptop().agent.ask(requests.shell)).body
  const workspace = await open({ person: 'UPLATFORM', at })
  const { page, card } = workspace
  await card(id).getByRole('button', { name: 'Deny', exact: true }).waitFor()
  await tabTo(workspace, '[data-action-id="approval.deny"]')
  await page.keyboard.press('Enter')
  await page.getByTestId('modal').waitFor()
  await expect.poll(() => focused(workspace, '.modal textarea, .modal input')).toBe(true)
  await page.keyboard.type('Not during the release')
  for (let count = 0; count < 8; count++) {
    await page.keyboard.press('Tab')
    expect(await focused(workspace, 'main *')).toBe(false)
  }
  await tabTo(workspace, '[data-testid="modal-submit"]')
  await page.keyboard.press('Enter')
  await page.getByTestId('modal').waitFor({ state: 'detached' })
  await card(id).getByText('Not during the release').first().waitFor()
})

it('the agent asks, and a command is typed and sent', async () => {
  const workspace = await open({ person: 'USUPPORT', at })
  const { page, whispers, status } = workspace
  await tabTo(workspace, '[data-testid="agent-link"]')
  await page.keyboard.press('Enter')
  await page.getByTestId('agent-panel').waitFor()
  await tabTo(workspace, '[data-testid="preset-exec-rm"]')
  await page.keyboard.press('Space')
  await tabTo(workspace, '[data-testid="ask"]')
  await page.keyboard.press('Enter')
  await status().getByText('Denied').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('agent-panel').waitFor({ state: 'detached' })
  await tabTo(workspace, '[data-testid="composer"]')
  await page.keyboard.type('/claw whoami')
  await page.keyboard.press('Enter')
  await whispers().getByText('Your roles: support').waitFor()
})
