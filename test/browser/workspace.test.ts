// The page around the cards: commands, App Home, live updates, both colour schemes, a phone, and what everybody can use.
import { describe, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { barriers } from './support/accessibility.ts'
import { picture } from './support/pictures.ts'
import { type Workspace, workspaceForFile } from './support/workspace.ts'

const { open, laptop } = workspaceForFile()
const at = 'channel/CAPPROVALS'
const commitment = {
  tool: 'email.send',
  params: {
    to: ['customer-01@example.com'],
    subject: 'Your refund',
    body: 'We will refund the full amount by Friday.',
    commitment: true,
  },
  session: 'support-desk',
  intent: 'Promise the refund that the customer asked for',
}
const asked = async (request: object): Promise<string> => {
  const { id } = (await laptop().agent.ask(request)).body
  await laptop().people.cardOf(id)
  return id
}
const sideways = ({ page }: Workspace) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('without a reload', () => {
  it('a card appears, counts a vote from elsewhere, and marks the channel as unread', async () => {
    const watching = await open({ person: 'UPRODUCT2', at })
    const elsewhere = await open({ person: 'USUPPORT', at: 'channel/COPS' })
    const id = await asked(requests.two)
    await watching.card(id).getByText('0 of 2').waitFor()
    await elsewhere.page.getByTestId('unread').first().waitFor()
    await laptop().people.approve('USECURITY', id)
    await watching.card(id).getByText('1 of 2').waitFor()
    await elsewhere.goTo('channel-CAPPROVALS')
    await expect.poll(() => elsewhere.page.getByTestId('unread').count()).toBe(0)
  })

  it('what is said to one person alone is seen by nobody else', async () => {
    const guest = await open({ person: 'UGUEST', at })
    const other = await open({ person: 'UPRODUCT2', at })
    const id = await asked(requests.one)
    await guest.press(guest.card(id), 'Approve')
    await guest.confirm()
    await guest.whispers().first().waitFor()
    await asked(requests.shell)
    expect(await other.whispers().count()).toBe(0)
  })
})

describe('/claw', () => {
  it('queue lists what waits for whoever asks, whoami says who that is', async () => {
    const id = await asked(requests.shell)
    const { page, say, whispers, become } = await open({ person: 'UPLATFORM', at })
    await say('/claw queue')
    const list = whispers().filter({ hasText: id })
    await list.getByText('systemctl restart web').first().waitFor()
    await list.getByText('Only visible to you').waitFor()
    await picture(page, 'queue')
    await say('/claw whoami')
    await whispers().getByText('Your roles: platform').waitFor()
    await become('UGUEST')
    await say('/claw queue')
    await whispers().getByText('You hold no role, so nothing waits for you.').waitFor()
  })

  it('an unknown word gets the nearest command', async () => {
    const { say, whispers } = await open({ person: 'USUPPORT', at })
    await say('/claw quue')
    await whispers().getByText('Did you mean “/claw queue”?').waitFor()
  })
})

it('App Home shows what waits and what was decided', async () => {
  const waiting = await asked(commitment)
  const denied = await asked(requests.one)
  await laptop().people.deny('UPRODUCT2', denied, 'Keep them')
  const { page } = await open({ person: 'USUPPORT', at: 'home' })
  const home = page.getByTestId('home')
  await home.getByText(waiting).first().waitFor()
  await home.getByText('crm.delete').first().waitFor()
  await picture(page, 'app-home')
})

it('workflows are listed with their state', async () => {
  const id = await asked(requests.shell)
  const { page } = await open({ at: 'executions' })
  const row = page.getByRole('row').filter({ hasText: id })
  await row.getByText('Running').waitFor()
})

it('who you are, the colours and the place stay over a reload', async () => {
  const { page, become } = await open({ at: 'home' })
  await become('USECURITY')
  await page.getByTestId('theme').click()
  await page.reload()
  await expect.poll(() => page.getByTestId('person').inputValue()).toBe('USECURITY')
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await page.getByTestId('home').waitFor()
})

describe.each(['light', 'dark'] as const)('in %s colours nothing keeps anybody out', (colorScheme) => {
  it.each([
    ['the channel, a thread and the agent', at],
    ['App Home', 'home'],
    ['the workflows', 'executions'],
  ])('%s', async (_, place) => {
    const workspace = await open({ person: 'UPRODUCT2', at: place, colorScheme })
    const { page, goTo } = workspace
    await page.locator('main .message, [data-testid=home] .block-header, td').first().waitFor()
    expect(await barriers(page)).toEqual([])
    if (place !== at) return
    await page.getByTestId('open-thread').first().click({ force: true })
    await page.getByTestId('thread').waitFor()
    expect(await barriers(page)).toEqual([])
    await goTo('agent-link')
    await workspace.ask('rocket')
    expect(await barriers(page)).toEqual([])
  })

  it('forms and questions', async () => {
    const { page, card, press } = await open({ person: 'UPRODUCT2', at, colorScheme })
    const id = await asked(requests.two)
    await press(card(id), 'Approve')
    await page.getByTestId('confirm').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByTestId('confirm-no').click()
    await press(card(id), 'Deny')
    await page.getByTestId('modal').waitFor()
    await page.getByTestId('modal-submit').click()
    await page.locator('.error').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByTestId('modal-close').click()
    await press(card(id), 'Details')
    await page.getByTestId('modal').getByText('Example Ltd').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Escape')
  })
})

it('in the dark a card is as readable', async () => {
  const id = await asked(commitment)
  const { page, card } = await open({ person: 'USUPPORT', at, colorScheme: 'dark' })
  await card(id).getByRole('button', { name: 'Approve', exact: true }).waitFor()
  await picture(page, 'approval-dark')
})

it('on a phone nothing sticks out, the menu opens and closes, and a request can be decided', async () => {
  const id = await asked(commitment)
  const phone = await open({ person: 'USUPPORT', at, size: 'phone' })
  const { page, card, press, confirm } = phone
  await card(id).getByRole('button', { name: 'Approve', exact: true }).waitFor()
  expect(await sideways(phone)).toBe(0)
  await picture(page, 'approval-phone')
  await page.getByTestId('menu').click()
  await page.getByTestId('home-link').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByTestId('home-link').click()
  await page.getByTestId('home').getByText(id).first().waitFor()
  expect(await sideways(phone)).toBe(0)
  await page.getByTestId('menu').click()
  await page.getByTestId('agent-link').click()
  await page.getByTestId('agent-panel').waitFor()
  expect(await sideways(phone)).toBe(0)
  await page.getByRole('button', { name: 'Close Agent' }).click()
  await page.getByTestId('menu').click()
  await page.getByTestId('channel-CAPPROVALS').click()
  await press(card(id), 'Approve')
  await confirm()
  await card(id).getByText('1 of 2').waitFor()
})
