// Why: the workspace's clock can be hours ahead of the laptop's; every time on the page follows the workspace's.
import { useSyncExternalStore } from 'react'

let offsetMs = 0
const watchers = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined

/** Takes over the time that the server gave: an ISO string or milliseconds since the epoch. */
export function setWorkspaceNow(now: string | number): void {
  const offset = new Date(now).getTime() - Date.now()
  if (!Number.isFinite(offset)) return
  offsetMs = offset
  tellAll()
}

/** Seconds since the epoch on the workspace's clock; the component renders again every `step` seconds. */
export function useNow(step = 5): number {
  const snapshot = () => Math.floor((Date.now() + offsetMs) / 1000 / step) * step
  return useSyncExternalStore(watch, snapshot, snapshot)
}

/** How far the workspace is ahead of this computer, in seconds. */
export const useOffset = () => useSyncExternalStore(watch, () => Math.round(offsetMs / 1000))

function watch(watcher: () => void): () => void {
  if (watchers.size === 0) ticking = setInterval(tellAll, 1_000)
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
    if (watchers.size === 0) clearInterval(ticking)
  }
}

function tellAll() {
  for (const watcher of watchers) watcher()
}
