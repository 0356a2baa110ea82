// Every path that a page for people mentions exists, so that nobody is sent to where nothing is.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const pages = ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'plugins/*/*.md'].flatMap((each) => globSync(each))
const folders = globSync('*/').filter((name) => !name.includes('.'))
/** What the laptop makes when it runs. */
const made = ['.claw/']

/** `[words](path)`, seen from the page. */
const linksOf = (page: string, text: string) =>
  Array.from(text.matchAll(/\]\((?!\w+:)([^)#\s]+)[^)]*\)/g), ([, path]) => join(dirname(page), path!))
/** `path/to/file`, seen from the root; other words with a slash begin with no folder of ours, or hold a placeholder. */
const quotedIn = (text: string) =>
  Array.from(text.matchAll(/`(\.?[\w-]+\/[\w./-]*)`/g), ([, path]) => path!).filter(
    (path) => folders.includes(path.split('/')[0]!) || path.startsWith('.'),
  )
/** `page.md#heading` and `#heading`: the heading as GitHub makes an anchor of it. */
const anchorsOf = (text: string) =>
  Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )

describe('what pages mention', () => {
  it.each(pages)('%s', (page) => {
    const text = readFileSync(page, 'utf8')
    const paths = [...linksOf(page, text), ...quotedIn(text)].filter((path) => !made.includes(path))
    expect(paths.filter((path) => !existsSync(path))).toEqual([])

    const targets = Array.from(text.matchAll(/\]\((?!\w+:)([^)#\s]*)#([^)\s]+)\)/g), ([, path, anchor]) => ({
      target: path ? join(dirname(page), path) : page,
      anchor,
    }))
    for (const { target, anchor } of targets)
      expect(anchorsOf(readFileSync(target, 'utf8')), `${target}#${anchor}`).toContain(anchor)
  })

  it('is a lot', () => {
    expect(pages.length).toBeGreaterThan(10)
    const all = pages.flatMap((page) => quotedIn(readFileSync(page, 'utf8')))
    expect(all.length).toBeGreaterThan(20)
  })

  it('include every folder of the root, in the layout table', () => {
    const layout = readFileSync('README.md', 'utf8')
      .split(/^## /m)
      .find((section) => section.startsWith('Layout'))
    const shown = quotedIn(layout ?? '').map((path) => path.split('/')[0])
    const kept = folders.filter((name) => !['node_modules', 'dist'].includes(name))
    expect(kept.filter((name) => !shown.includes(name))).toEqual([])
  })
})
