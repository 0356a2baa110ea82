// Why: App Home, which the bot draws anew each time a person opens it.
import { useEffect, useState } from 'react'
import { Blocks } from '../blocks/blocks.tsx'
import { useDirectory } from '../data/directory.tsx'
import { getJson, sentenceOf } from '../data/http.ts'
import { onChange } from '../data/live.ts'
import type { Loaded } from '../data/load.ts'
import type { View } from '../data/shapes.ts'
import { HostProvider } from '../elements/host.tsx'
import { Boundary } from './boundary.tsx'

export function Home() {
  const { me } = useDirectory()
  const { data: view, error } = useHome(me)
  return (
    <div className="page" data-testid="home">
      {error ? (
        <p className="banner" role="alert">
          {error}
        </p>
      ) : null}
      {view || error ? null : <p className="empty">Asking the bot for your App Home…</p>}
      {view ? (
        <Boundary what="App Home">
          <HostProvider user={me} place={{ home: true }} blocks={view.blocks}>
            <Blocks blocks={view.blocks} />
          </HostProvider>
        </Boundary>
      ) : null}
    </div>
  )
}

const echoMs = 400
const restMs = 3_000

/**
 * Opening App Home makes the bot publish it, which is announced as a change of it. A page that opened it again for
 * that would never end, so the echo of an opening is ignored, and between two openings there is a rest.
 */
function useHome(user: string): Loaded<View> {
  const [loaded, setLoaded] = useState<Loaded<View>>({})
  useEffect(() => {
    let gone = false
    let opening = false
    let openedAt = 0
    let timer: ReturnType<typeof setTimeout> | undefined

    async function open() {
      opening = true
      const result = await getJson<View>(`/_local/home/${encodeURIComponent(user)}`).then(
        (data) => ({ data }),
        (error: unknown) => ({ error: sentenceOf(error) }),
      )
      opening = false
      openedAt = Date.now()
      if (!gone) setLoaded(result)
    }

    setLoaded({})
    void open()
    const unsubscribe = onChange((change) => {
      if (change.type !== 'reconnected' && !(change.type === 'home' && change.user === user)) return
      const sinceMs = Date.now() - openedAt
      if (opening || timer || sinceMs < echoMs) return
      timer = setTimeout(
        () => {
          timer = undefined
          void open()
        },
        Math.max(0, restMs - sinceMs),
      )
    })
    return () => {
      gone = true
      clearTimeout(timer)
      unsubscribe()
    }
  }, [user])
  return loaded
}
