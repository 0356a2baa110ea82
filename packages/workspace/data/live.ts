// Why: one stream of changes for the whole page. It comes back by itself, and says so, because what happened while it
// was away has to be fetched again.
import { useSyncExternalStore } from 'react'
import type { Change } from './shapes.ts'

type Listener = (change: Change) => void

const listeners = new Set<Listener>()
const watchers = new Set<() => void>()
const retryMs = 1_500
let connected = true
let wasLost = false

export function connect(): void {
  const source = new EventSource('/_local/stream')
  source.onopen = () => {
    setConnected(true)
    if (wasLost) emit({ type: 'reconnected' })
    wasLost = false
  }
  source.onmessage = (event: MessageEvent<string>) => emit(JSON.parse(event.data) as Change)
  source.onerror = () => {
    wasLost = true
    setConnected(false)
    source.close()
    setTimeout(connect, retryMs)
  }
}

export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnected = () => useSyncExternalStore(watch, () => connected)

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function setConnected(value: boolean) {
  connected = value
  for (const watcher of watchers) watcher()
}

function emit(change: Change) {
  for (const listener of listeners) listener(change)
}
