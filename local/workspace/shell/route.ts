// Why: what is shown is in the address, so that reload, back and a copied link work.
import { useCallback, useEffect, useState } from 'react'

export type Place = { name: 'channel'; channel: string } | { name: 'home' } | { name: 'executions' }
export type Side = { name: 'agent' } | { name: 'thread'; ts: string } | undefined

export interface Route {
  place: Place
  side: Side
}

export function useRoute(firstChannel: string) {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const noticeHash = () => setHash(location.hash)
    addEventListener('hashchange', noticeHash)
    return () => removeEventListener('hashchange', noticeHash)
  }, [])
  const go = useCallback((route: Route) => {
    location.hash = hashOf(route)
  }, [])
  return { route: routeOf(hash, firstChannel), go }
}

export function hashOf({ place, side }: Route): string {
  const path = place.name === 'channel' ? `channel/${encodeURIComponent(place.channel)}` : place.name
  if (!side) return `#/${path}`
  return `#/${path}?${side.name === 'agent' ? 'agent' : `thread=${encodeURIComponent(side.ts)}`}`
}

export function routeOf(hash: string, firstChannel: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const search = new URLSearchParams(query)
  const thread = search.get('thread')
  const side: Side = thread
    ? { name: 'thread', ts: thread }
    : search.has('agent')
      ? { name: 'agent' }
      : undefined
  const [name, id] = path.split('/')
  if (name === 'home' || name === 'executions') return { place: { name }, side }
  return { place: { name: 'channel', channel: id ? decodeURIComponent(id) : firstChannel }, side }
}

/** A permalink (`/?channel=C…&ts=…`) becomes the address of its message. */
export function followPermalink(): string | undefined {
  const search = new URLSearchParams(location.search)
  const channel = search.get('channel')
  if (!channel) return undefined
  history.replaceState(null, '', `/${hashOf({ place: { name: 'channel', channel }, side: undefined })}`)
  return search.get('ts') ?? undefined
}
