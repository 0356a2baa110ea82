// Stopping agents on the page: typed by one, counted up as agents confirm, released by two; and a budget that stops them by itself.
import { describe, it } from 'vitest'
import { tokens } from '#test/support/driver.ts'
import { switchOf } from '#test/support/switch.ts'
import { picture } from './support/pictures.ts'
import { workspaceForFile } from './support/workspace.ts'

const { open, laptop } = workspaceForFile()

describe('the kill switch', () => {
  it('is typed by one, counted up, and let go by two', async () => {
    const turn = switchOf(laptop())
    await turn.look(tokens.agent)
    await turn.look(tokens.second)
    const { page, become } = await open({ person: 'UONCALL', at: 'channel/COPS' })
    const type = async (text: string) => {
      await page.getByTestId('composer').fill(text)
      await page.getByTestId('send').click()
    }
    const messages = page.locator('article')
    await type('/claw pause all because it mails in a loop')
    await messages.getByText('All agents are paused: nothing more is allowed.').first().waitFor()
    await messages.getByText('0 of 2').first().waitFor()

    await turn.confirm(tokens.agent)
    await laptop().advance(3)
    await messages.getByText('1 of 2').first().waitFor()
    await picture(page, 'pause')
    await turn.confirm(tokens.second)
    await laptop().advance(3)
    await messages.getByText('2 of 2').first().waitFor()

    await type('/claw resume')
    await messages.getByText('takes two people').first().waitFor()
    await become('UPLATFORM')
    await type('/claw resume')
    await messages.getByText('All agents may go on.').first().waitFor()
    await picture(page, 'resume')
  })
})

describe('a budget', () => {
  it('that is used up stops the agent, and people are asked for an allowance', async () => {
    const { page } = await open({ person: 'USECURITY', at: 'channel/COPS' })
    const usage = {
      session: 's1',
      run: 'r1',
      provider: 'example',
      model: 'm1',
      inputTokens: 1,
      outputTokens: 1_000_000,
    }
    const body = { ...usage, id: 'call-1', cacheReadTokens: 0, costUsd: 60 }
    await laptop().send('POST', '/v1/usage', { token: tokens.second, body })
    await page.getByRole('button', { name: /allow/i }).first().waitFor()
    await picture(page, 'budget')
  })
})
