// Why: whoever looks at the status page is in a hurry, on a phone, in the dark, or cannot see it; it works for all of them.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'
import { violations } from './support/accessibility.ts'
import { launchChromium } from './support/chromium.ts'
import { sizes } from './support/workspace.ts'

let laptop: Laptop
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
  laptop = await startLaptop()
})
afterAll(async () => {
  await browser?.close()
  await laptop?.stop()
})

const publish = async (): Promise<void> => {
  const id = await incidentsIn(laptop).declare('UPLATFORM', 'sev3 slow mails')
  await laptop.people.command('USUPPORT', `/claw update ${id}`)
  const view = await until('the form', async () => (await laptop.people.views('USUPPORT')).at(-1))
  const values = { problem: 'slow <mails>', impact: 'some of you wait longer.', components: ['messages'] }
  await laptop.send('POST', `/_local/views/${view.id}/submit`, { body: { user: 'USUPPORT', values } })
  await until('the message', async () => (await laptop.send('GET', '/status')).text.includes('slow'))
}

const look = async (colorScheme: 'light' | 'dark', size: keyof typeof sizes) => {
  const context = await browser.newContext({ colorScheme, viewport: sizes[size] })
  const page = await context.newPage()
  await page.goto(`${laptop.url}/status`)
  const found = {
    violations: await violations(page),
    tooWide: await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'),
  }
  await context.close()
  return found
}

describe('the status page', () => {
  const looks = [
    ['light', 'desktop'],
    ['dark', 'desktop'],
    ['light', 'phone'],
    ['dark', 'phone'],
  ] as const
  it('has nothing in anybody’s way, and fits a phone, with nothing on it and with an incident', async () => {
    for (const [scheme, size] of looks)
      expect(await look(scheme, size)).toEqual({ violations: [], tooWide: false })
    await publish()
    for (const [scheme, size] of looks)
      expect(await look(scheme, size)).toEqual({ violations: [], tooWide: false })
  })

  it('says everything without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${laptop.url}/status`)
    await expect.poll(() => page.getByRole('heading', { name: 'slow <mails>' }).count()).toBeGreaterThan(0)
    expect(await page.getByText('Some things do not work as they should').isVisible()).toBe(true)
    await context.close()
  })

  it('has a feed that is well-formed Atom', async () => {
    const page = await browser.newPage()
    await page.goto(`${laptop.url}/status`)
    const feed = await (await fetch(`${laptop.url}/status.atom`)).text()
    const read = await page.evaluate((text) => {
      const xml = new DOMParser().parseFromString(text, 'application/xml')
      const all = (name: string) => xml.getElementsByTagNameNS('http://www.w3.org/2005/Atom', name).length
      return {
        errors: xml.getElementsByTagName('parsererror').length,
        ids: all('id'),
        updated: all('updated'),
      }
    }, feed)
    expect(read).toEqual({ errors: 0, ids: 2, updated: 2 })
    await page.close()
  })
})
