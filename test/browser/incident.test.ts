// An incident on the page, from the first word to the last: declared, told to customers after a second person has read it, and closed.
import { describe, expect, it } from 'vitest'
import { incidentsIn } from '#test/support/incidents.ts'
import { picture } from './support/pictures.ts'
import { workspaceForFile } from './support/workspace.ts'

const { open, laptop } = workspaceForFile()

describe('an incident', () => {
  it('is declared, its message previewed and published by somebody else, seen by customers, and closed', async () => {
    const { page, become, press, confirm } = await open({ person: 'UPLATFORM', at: 'channel/CINCIDENTS' })
    const type = async (text: string) => {
      await page.getByTestId('composer').fill(text)
      await page.getByTestId('send').click()
    }
    const messages = page.locator('article')
    await type('/claw incident sev1 mails go out twice')
    await messages.getByText('INC-1 is declared (SEV1)').first().waitFor()
    await messages.getByText('Agents may only read').first().waitFor()
    await picture(page, 'incident')

    await become('USUPPORT')
    await type('/claw update INC-1')
    const modal = page.getByTestId('modal')
    await modal.getByLabel('What is wrong').fill('mails that arrive twice')
    await modal.getByLabel('What it means for them').fill('some of you get the same mail twice.')
    await modal
      .getByText('some of you get the same mail twice. This has our full attention')
      .first()
      .waitFor()
    await modal.getByLabel('Customer messages').check()
    await modal.getByLabel('What it means for them').scrollIntoViewIfNeeded()
    await picture(page, 'update-preview')
    await page.getByTestId('modal-submit').click()
    await modal.waitFor({ state: 'detached' })

    await become('UPRODUCT')
    const draft = messages.filter({ hasText: 'Serious disruption' }).last()
    await press(draft, 'Publish')
    await confirm()
    await messages.getByText('Published by').first().waitFor()

    const customer = await page.context().newPage()
    await customer.goto(`${laptop().url}/status`)
    await customer.getByText('some of you get the same mail twice').first().waitFor()
    await picture(customer, 'status')
    await customer.close()

    const people = incidentsIn(laptop())
    for (const to of ['identified', 'mitigated', 'resolved'])
      await people.fill('UPLATFORM', 'INC-1', 'incident.status', { to, reason: 'seen' })
    const learned = { rootCause: 'defect', containment: 'Paused the skill', blastRadius: '12 customers' }
    const followUp = { what: 'Alert on doubled mails', owner: 'UPRODUCT', due: '2090-01-15' }
    expect(await people.fill('UPLATFORM', 'INC-1', 'incident.status', { ...learned, ...followUp })).toEqual(
      {},
    )
    await messages
      .getByText(/closed/i)
      .first()
      .waitFor()
    await picture(page, 'incident-closed')
  })
})
