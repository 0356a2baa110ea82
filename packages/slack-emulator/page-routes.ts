// What the workspace page needs besides: who and what there is, and a stream that says what to fetch again.

import { shown } from './driving.ts'
import { bot, type Change, team } from './model.ts'
import type { Routes } from './ports.ts'
import type { State } from './state.ts'

const pingMs = 15_000

export function pageRoutes(state: State): { routes: Routes; close(): void } {
  const open = new Set<() => void>()
  const { directory, messages, clock } = state

  const stream = () => {
    const encoder = new TextEncoder()
    let stop = () => {}
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const write = (text: string) => controller.enqueue(encoder.encode(text))
        const unsubscribe = state.subscribe((change: Change) => write(`data: ${JSON.stringify(change)}\n\n`))
        const ping = setInterval(() => write(': ping\n\n'), pingMs)
        const end = () => {
          stop()
          controller.close()
        }
        stop = () => {
          clearInterval(ping)
          unsubscribe()
          open.delete(end)
        }
        open.add(end)
        write(': open\n\n')
      },
      cancel: () => stop(),
    })
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    })
  }

  const routes: Routes = {
    'GET /_local/workspace': shown(() => ({
      team,
      bot,
      now: new Date(clock.now()).toISOString(),
      people: directory.people.map((person) => ({ ...person, deleted: directory.isDeleted(person.id) })),
      channels: [...directory.channels, ...directMessages()],
    })),
    'GET /_local/stream': stream,
    // A permalink opens the page at its message.
    'GET /archives/:channel/:message': (_request, { channel = '', message = '' }) => {
      const ts = message.replace(/^p(\d+)(\d{6})$/, '$1.$2')
      const location = `/?${new URLSearchParams({ channel, ts })}`
      return new Response(null, { status: 302, headers: { location } })
    },
  }

  const directMessages = () =>
    messages
      .channels()
      .filter((id) => !directory.channels.some((channel) => channel.id === id))
      .flatMap((id) => directory.conversation(id) ?? [])
      .map((conversation) => ({ ...conversation, is_im: true }))

  return {
    routes,
    close: () => {
      for (const end of [...open]) end()
    },
  }
}
