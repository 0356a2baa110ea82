// Why: what is shown is in the address, so that reload, back and a copied link work.
import { useCallback, useEffect, useState } from 'react'

export type Place =
  | { name: 'channel'; channel: string; at?: string }
  | { name: 'home' }
  | { name: 'executions' }
type Side = { name: 'agent' } | { name: 'thread'; ts: string } | undefined

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
  const query = new URLSearchParams()
  if (place.name === 'channel' && place.at) query.set('at', place.at)
  if (side?.name === 'agent') query.set('agent', 'open')
  if (side?.name === 'thread') query.set('thread', side.ts)
  return query.size > 0 ? `#/${path}?${query}` : `#/${path}`
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
  const channel = id ? decoded(id) : firstChannel
  const at = search.get('at')
  return { place: { name: 'channel', channel, ...(at ? { at } : {}) }, side }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** A permalink leads to `/?channel=C…&ts=…`; from then on the address is the page's own. */
export function followPermalink(): void {
  const search = new URLSearchParams(location.search)
  const channel = search.get('channel')
  if (!channel) return
  const at = search.get('ts')
  const place: Place = { name: 'channel', channel, ...(at ? { at } : {}) }
  history.replaceState(null, '', `/${hashOf({ place, side: undefined })}`)
}
