// Why: the page follows the system's light or dark until the person says otherwise, and then remembers it.
import { useSyncExternalStore } from 'react'
import { remember, remembered } from '../data/remembered.ts'

type Theme = 'light' | 'dark'

const watchers = new Set<() => void>()
let chosen: Theme | undefined
let system: MediaQueryList | undefined

const current = (): Theme => chosen ?? (system?.matches ? 'dark' : 'light')

export function startTheme(): void {
  chosen = remembered<Theme | undefined>('theme', undefined)
  system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', apply)
  apply()
}

export const useTheme = () => useSyncExternalStore(watch, current)

export function toggleTheme(): void {
  chosen = current() === 'dark' ? 'light' : 'dark'
  remember('theme', chosen)
  apply()
}

function apply() {
  document.documentElement.dataset['theme'] = current()
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
