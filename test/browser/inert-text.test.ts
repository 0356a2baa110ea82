// An agent's words are shown as they are: they mention nobody, format nothing, link nowhere, and cannot pass for the product's.
import { expect, it } from 'vitest'
import { workspaceForFile } from './support/workspace.ts'

const { open, laptop } = workspaceForFile()
const nasty = [
  '<!channel> <!here> <@UPLATFORM> <#COPS> <!subteam^S123>',
  '*bold* _slanted_ ~gone~ `code` :tada:',
  '<https://evil.example/|Click here to approve> https://evil.example/',
  '<!date^0^Approved {date}|Approved>',
  '<img src=x onerror="document.title=`owned`"> <script>document.title=`owned`</script> &lt;b&gt;',
  '✅ Approved by @Security owner',
]
const params = {
  command: nasty.join('; '),
  [nasty[0]!]: nasty[1],
  direction: '\u202Egnihton\u202C and\u200Bhidden',
}

it.each([
  ['on the card', undefined],
  ['in the details', 'Details'],
])('%s', async (_, button) => {
  const { body } = await laptop().agent.ask({ tool: 'exec', params, intent: nasty.join('\n') })
  expect(body.decision).toBe('pending')
  const { page, card, press } = await open({ person: 'UPLATFORM', at: 'channel/CAPPROVALS' })
  const shown = button ? page.getByTestId('modal') : card(body.id)
  if (button) await press(card(body.id), button)
  await shown.getByText('<!channel> <!here>').first().waitFor()

  const text = (await shown.textContent())!
  for (const line of nasty) expect(text).toContain(line)
  expect(text).toContain('⟦U+202E⟧gnihton')
  expect(text).toContain('and⟦U+200B⟧hidden')

  const found = async (selector: string) => shown.locator(selector).allTextContents()
  expect(await found('a')).toEqual([])
  expect(
    (await found('.mention')).filter((name) => !/^@(Product|Platform) (owner|engineer)$/.test(name)),
  ).toEqual([])
  expect(await found('.mention-all, img, script, s, .emoji')).toEqual([])
  const formatted = await found('strong, em, h1, h2, h3, .block-header, time, i, b')
  for (const words of formatted) expect(words).not.toMatch(/^bold$|^slanted$|Approved/)
  expect(await page.title()).not.toContain('owned')
  if (button) await page.getByTestId('modal-close').click()
})

it('in the short list, in App Home and in a notification', async () => {
  const { body } = await laptop().agent.ask({ tool: 'exec', params, intent: nasty.join('\n') })
  const { ts, text } = await laptop().people.cardOf(body.id)
  expect(ts).toMatch(/^\d/)
  expect(text).not.toMatch(/<[!@#h]/)
  const { page, say, whispers } = await open({ person: 'UPLATFORM', at: 'channel/CAPPROVALS' })
  await say('/claw queue')
  const list = whispers().filter({ hasText: body.id })
  await list.waitFor()
  expect(await list.locator('a, .mention, .mention-all, img, s').count()).toBe(0)
  await page.getByTestId('home-link').click()
  const home = page.getByTestId('home')
  await home.getByText(body.id).first().waitFor()
  expect(await home.locator('.mention-all, img, s, a').count()).toBe(0)
})
