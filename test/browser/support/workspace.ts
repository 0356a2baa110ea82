// The workspace page as a person uses it: be somebody, go somewhere, press what is there.
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { launchChromium } from './chromium.ts'

/** Longer than anything on the page may take, even on a busy machine. */
const PATIENCE_MS = 15_000

export const sizes = {
  desktop: { width: 1200, height: 720 },
  phone: { width: 390, height: 844 },
} as const

interface Looking {
  size?: keyof typeof sizes
  colorScheme?: 'light' | 'dark'
  person?: string
  /** The address after `/#/`. */
  at?: string
}

export interface Workspace {
  page: Page
  become: (person: string) => Promise<void>
  goTo: (testId: string) => Promise<void>
  /** The card of this action, in the channel that is open. */
  card: (id: string) => Locator
  press: (card: Locator, label: string) => Promise<void>
  confirm: () => Promise<void>
  say: (text: string) => Promise<void>
  /** Picks a ready-made request and asks the gate; the action's id. */
  ask: (preset: string) => Promise<string>
  status: () => Locator
  answer: () => Locator
  whispers: () => Locator
}

const workspaceOn = (page: Page): Workspace => {
  const press = (card: Locator, label: string) =>
    card.getByRole('button', { name: label, exact: true }).click()
  return {
    page,
    press,
    become: async (person) => {
      await page.getByTestId('person').selectOption(person)
    },
    goTo: (testId) => page.getByTestId(testId).click(),
    card: (id) =>
      page.getByTestId('thread').or(page.locator('main')).locator('article', { hasText: id }).first(),
    confirm: () => page.getByTestId('confirm-yes').click(),
    say: async (text) => {
      await page.getByTestId('composer').fill(text)
      await page.getByTestId('composer').press('Enter')
    },
    ask: async (preset) => {
      const section = page.locator('.action-card')
      const before = (await section.count()) > 0 ? await section.getAttribute('data-action-id') : ''
      await page.getByTestId(`preset-${preset}`).click()
      await page.getByTestId('ask').click()
      const id = async () => ((await section.count()) > 0 ? await section.getAttribute('data-action-id') : '')
      await expect.poll(id, { timeout: PATIENCE_MS }).not.toBe(before)
      return (await id())!
    },
    status: () => page.getByTestId('action-status'),
    answer: () => page.getByTestId('gate-answer'),
    whispers: () => page.locator('article[data-ephemeral]'),
  }
}

/** Runs in the page, before it starts: it remembers who you were, unless you have been somebody since. */
const rememberOnce = (person: string) => {
  if (localStorage.getItem('claw.person') === null)
    localStorage.setItem('claw.person', JSON.stringify(person))
}

/** One laptop and one Chromium for a test file. */
export const workspaceForFile = () => {
  let laptop: Laptop
  let browser: Browser
  let opened: { context: BrowserContext; trouble: string[] }[] = []
  beforeAll(async () => {
    browser = await launchChromium()
    laptop = await startLaptop()
  })
  afterEach(async () => {
    const trouble = opened.flatMap((each) => each.trouble)
    for (const { context } of opened) await context.close()
    opened = []
    expect(trouble).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await laptop?.stop()
  })
  return {
    laptop: () => laptop,
    /** A window of its own, closed when the test ends; it fails the test when a script on the page fails. */
    open: async ({ size = 'desktop', colorScheme = 'light', person, at = '' }: Looking = {}) => {
      const options: BrowserContextOptions = {
        viewport: sizes[size],
        colorScheme,
        locale: 'en-GB',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
        hasTouch: size === 'phone',
      }
      const context = await browser.newContext(options)
      context.setDefaultTimeout(PATIENCE_MS)
      const page = await context.newPage()
      const trouble: string[] = []
      page.on('pageerror', (error) => trouble.push(error.message))
      opened.push({ context, trouble })
      if (person) await page.addInitScript(rememberOnce, person)
      await page.goto(`${laptop.url}/#/${at}`)
      await page.getByTestId('person').waitFor({ state: 'attached' })
      return workspaceOn(page)
    },
  }
}
