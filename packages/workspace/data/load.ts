// Why: what the page shows is a copy of what the server has: loaded once, loaded again when the server says that it
// changed, and never twice at the same time.
import { useEffect, useEffectEvent, useState } from 'react'
import { getJson, sentenceOf } from './http.ts'
import { onChange } from './live.ts'
import type { Change } from './shapes.ts'

export interface Loaded<T> {
  data?: T
  error?: string
}

/** Loads `path` now and after every change that makes it stale; the result is a function that stops. */
export function keepLoaded<T>(
  path: string,
  isStale: (change: Change) => boolean,
  show: (result: { data: T } | { error: string }) => void,
): () => void {
  let stopped = false
  let loading = false
  let again = false

  async function load() {
    again = loading
    if (loading) return
    loading = true
    do {
      again = false
      const result = await getJson<T>(path).then(
        (data) => ({ data }),
        (error: unknown) => ({ error: sentenceOf(error) }),
      )
      if (!stopped) show(result)
    } while (again && !stopped)
    loading = false
  }

  const unsubscribe = onChange((change) => {
    if (change.type === 'reconnected' || isStale(change)) void load()
  })
  void load()
  return () => {
    stopped = true
    unsubscribe()
  }
}

/** `keepLoaded` for one component. After a failed reload the last good data stays, beside the error. */
export function useLoaded<T>(path: string, isStale: (change: Change) => boolean): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { path: string }>({ path })
  const stale = useEffectEvent(isStale)
  useEffect(() => {
    return keepLoaded<T>(
      path,
      (change) => stale(change),
      (result) =>
        setLoaded(
          (before) =>
            (before.path === path
              ? { ...before, error: undefined, ...result }
              : { path, ...result }) as Loaded<T> & { path: string },
        ),
    )
  }, [path])
  return loaded.path === path ? loaded : {}
}
