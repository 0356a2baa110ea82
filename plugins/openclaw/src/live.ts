// How the gateway hears of changes: one WebSocket that the gate pushes to, and a long poll while there is none.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Identity, Switch } from './answers.ts'
import { switchOf } from './answers.ts'
import type { GateClient } from './gate-client.ts'
import { isRecord } from './json.ts'
import { openSocket } from './socket.ts'

export interface LivePorts {
  client: Pick<GateClient, 'switchState'>
  /** Who this gateway is, and where the gate pushes. */
  identify: (signal?: AbortSignal) => Promise<Identity>
  token: string
  onSwitch: (state: Switch, fresh: boolean) => void
  onAction: (id: string) => void
  /** The gate has just been heard. */
  onContact: () => void
  log: (message: string) => void
}

/** The gate pings every 30 s; a line silent for this long is dead even if nobody closed it. */
const silentAfterMs = 75_000
const openWithinMs = 10_000
const pollSeconds = 25
/** Even on an open line the switch is asked for now and then: a push can be lost, and a timed stop ends without one. */
const checkMs = 300_000
const checkEngagedMs = 5_000
const firstBackoffMs = 250
const maxBackoffMs = 15_000

const backoff = (failures: number): number =>
  Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)

const parse = (data: unknown): Record<string, unknown> | undefined => {
  try {
    const message: unknown = JSON.parse(String(data))
    return isRecord(message) ? message : undefined
  } catch {
    return undefined
  }
}

export const createLive = (ports: LivePorts) => {
  const ended = new AbortController()
  let open: AbortController | undefined
  let known: number | undefined
  let engaged = false

  const rest = (ms: number, until: AbortSignal): Promise<void> =>
    sleep(ms, undefined, { signal: AbortSignal.any([ended.signal, until]), ref: false }).catch(
      () => undefined,
    )
  const pause = (ms: number): Promise<void> => rest(ms, ended.signal)

  const tellSwitch = (state: Switch, fresh: boolean): void => {
    known = state.revision
    engaged = state.engaged.length > 0
    ports.onSwitch(state, fresh)
  }

  const hear = (message: Record<string, unknown>, first: boolean): void => {
    if (message['type'] === 'switch') tellSwitch(switchOf(message), first)
    else if (message['type'] === 'action' && typeof message['id'] === 'string') ports.onAction(message['id'])
  }

  /** Holds one connection until it closes; true when it had been open. */
  const hold = async (url: string): Promise<boolean> => {
    const socket = openSocket(url, ports.token)
    const closed = new AbortController()
    const close = () => socket.close()
    ended.signal.addEventListener('abort', close, { once: true })
    let watchdog = setTimeout(close, openWithinMs)
    let wasOpen = false
    let first = true
    const alive = () => {
      clearTimeout(watchdog)
      watchdog = setTimeout(close, silentAfterMs)
      watchdog.unref()
    }
    socket.addEventListener('open', () => {
      wasOpen = true
      open = closed
      alive()
    })
    socket.addEventListener('message', (event) => {
      alive()
      ports.onContact()
      const message = parse(event.data)
      try {
        if (message) hear(message, first)
      } catch {
        socket.close() // a switch that cannot be read: the poll asks for one that can
      }
      first = false
    })
    socket.addEventListener('error', () => closed.abort())
    socket.addEventListener('close', () => closed.abort())
    if (!closed.signal.aborted) await once(closed.signal, 'abort')
    clearTimeout(watchdog)
    ended.signal.removeEventListener('abort', close)
    if (open === closed) open = undefined
    return wasOpen
  }

  const keepSocket = async (): Promise<void> => {
    for (let failures = 0; !ended.signal.aborted; ) {
      try {
        const { liveUrl } = await ports.identify(ended.signal)
        failures = liveUrl !== undefined && (await hold(liveUrl)) ? 0 : failures + 1
      } catch {
        failures++
      }
      await pause(backoff(failures))
    }
  }

  /** The socket's first message tells the switch anew, so nothing is missed between the two. */
  const keepPolling = async (): Promise<void> => {
    for (let failures = 0; !ended.signal.aborted; ) {
      const line = open
      if (line) await rest(engaged ? checkEngagedMs : checkMs, line.signal)
      try {
        const wait = open ? 0 : pollSeconds
        const state = await ports.client.switchState(known, wait, ended.signal)
        ports.onContact()
        tellSwitch(state, open === undefined) // the socket may have opened, and told more, meanwhile
        failures = 0
      } catch (error) {
        if (failures++ === 0 && !ended.signal.aborted)
          ports.log(`The gate does not say how the switch stands: ${(error as Error).message}`)
        await pause(backoff(failures))
      }
    }
  }

  return {
    start: (): void => {
      void keepSocket()
      void keepPolling()
    },
    stop: (): void => ended.abort(),
    isOpen: (): boolean => open !== undefined,
  }
}
