// The contract as a client: an agent at the gate, people in the workspace, the clock and the bad days, all over HTTP.
import { type Body, type Sending, send } from './http.ts'
import { until } from './until.ts'

export const tokens = {
  agent: 'local-agent-token',
  second: 'local-agent-token-2',
  operator: 'local-operator-token',
} as const

export interface Message {
  ts: string
  user: string
  text: string
  blocks?: unknown[]
  thread_ts?: string
  ephemeral_to?: string
  metadata?: { event_type: string; event_payload: { key: string } }
}
interface View {
  id: string
  callback_id: string
  blocks: unknown[]
}
export interface Fault {
  target: 'slack' | 'dynamodb' | 'step-functions'
  operation?: string
  kind: 'error' | 'timeout' | 'throttle' | 'rate-limit' | 'lost-response' | 'slow'
  times: number
}

/** The requests that the flows are told with. */
export const requests = {
  harmless: { tool: 'crm.read', params: { record: 'r1' } },
  /** product, quorum 1, high: 60 minutes. */
  one: { tool: 'crm.delete', params: { records: ['r1', 'r2'] } },
  /** product and security, quorum 2, high: 60 minutes. */
  two: { tool: 'purchase.create', params: { vendor: 'Example Ltd', amount: 1200, currency: 'EUR' } },
  /** platform, quorum 1, high; demo-agent's owner is not among them. */
  shell: { tool: 'exec', params: { command: 'systemctl restart web' } },
  never: { tool: 'exec', params: { command: 'rm -rf /' } },
  /** Words that mean nothing to any policy. */
  unknown: { tool: 'rocket.launch', params: {} },
} as const

let keys = 0
/** A new idempotency key. */
export const key = (): string => `key-${process.pid}-${++keys}`

export const agentOf = (url: string, token: string) => ({
  ask: (body: object, query = '') =>
    send('POST', `${url}/v1/actions${query}`, { token, body: { idempotencyKey: key(), ...body } }),
  look: (id: string, wait = 0) => send('GET', `${url}/v1/actions/${id}?wait=${wait}`, { token }),
  start: (id: string, params: unknown) =>
    send('POST', `${url}/v1/actions/${id}/start`, { token, body: { params } }),
  report: (id: string, outcome: object) =>
    send('POST', `${url}/v1/actions/${id}/outcome`, { token, body: outcome }),
})

const kinds = { approval: 'claw_approval', recovery: 'claw_recovery' } as const

export const workspaceOf = (url: string) => {
  const local = <B>(method: string, path: string, body?: object) =>
    send<B>(method, `${url}/_local${path}`, body ? { body } : {})
  const messages = async (channel = 'CAPPROVALS'): Promise<Message[]> =>
    (await local<{ messages: Message[] }>('GET', `/channels/${channel}/messages`)).body.messages
  const cardsOf = async (id: string, kind: keyof typeof kinds = 'approval') =>
    (await messages()).filter(
      ({ metadata }) => metadata?.event_type === kinds[kind] && metadata.event_payload.key === id,
    )
  const cardOf = (id: string, kind: keyof typeof kinds = 'approval') =>
    until(`the ${kind} card of ${id}`, async () => (await cardsOf(id, kind))[0])
  const views = async (user: string) =>
    (await local<{ views: View[] }>('GET', `/views?user=${user}`)).body.views
  /** Presses a button of the card; `value` for one that the card no longer has. */
  const click = async (
    user: string,
    id: string,
    action_id: string,
    { value, card = 'approval' }: { value?: string; card?: keyof typeof kinds } = {},
  ) => {
    const { ts } = await cardOf(id, card)
    return local<{ status: number; error?: string }>('POST', '/actions', {
      user,
      channel: 'CAPPROVALS',
      ts,
      action_id,
      ...(value === undefined ? {} : { value }),
    })
  }
  return {
    messages,
    cardsOf,
    cardOf,
    views,
    click,
    /** Approves; where the risk is critical, in the form that asks why. */
    approve: async (user: string, id: string) => {
      const clicked = await click(user, id, 'approval.grant')
      const form = (await views(user)).find(({ callback_id: name }) => name === 'approval.grant')
      if (form)
        await local('POST', `/views/${form.id}/submit`, { user, values: { [inputOf(form)]: 'It is needed' } })
      return clicked
    },
    /** Fills in the form behind Deny. */
    deny: async (user: string, id: string, reason: string) => {
      await click(user, id, 'approval.deny')
      const view = await until(`the form of ${user}`, async () => (await views(user)).at(-1))
      return local<{ errors?: Record<string, string> }>('POST', `/views/${view.id}/submit`, {
        user,
        values: { [inputOf(view)]: reason },
      })
    },
    thread: async (id: string) => {
      const { ts } = await cardOf(id)
      return (await messages()).filter(({ thread_ts }) => thread_ts === ts)
    },
    /** What was said to this person alone, oldest first. */
    whispers: async (user: string): Promise<string[]> =>
      (await messages()).flatMap(({ ephemeral_to, text }) => (ephemeral_to === user ? [text] : [])),
    command: async (user: string, text: string) =>
      (
        await local<{ status: number; response: { text: string; blocks?: unknown[] } }>('POST', '/commands', {
          user,
          channel: 'CAPPROVALS',
          text,
        })
      ).body,
    home: async (user: string) => (await local<View>('GET', `/home/${user}`)).body,
    setDeactivated: (user: string, deleted: boolean) => local('POST', `/people/${user}`, { deleted }),
  }
}

/** The action id of a form's one text input. */
const inputOf = ({ blocks }: View): string => {
  const input = (blocks as { type: string; element?: { action_id: string } }[]).find(
    ({ type }) => type === 'input',
  )
  if (!input?.element) throw new Error('the form has no input')
  return input.element.action_id
}

export const controlsOf = (url: string) => {
  /** Moves the workspace's time on; everything that falls due on the way has happened when it returns. */
  const advance = async (seconds: number): Promise<string> =>
    (await send<{ now: string }>('POST', `${url}/_local/clock`, { body: { advanceSeconds: seconds } })).body
      .now
  return {
    advance,
    /** Returns when nothing is under way any more. */
    rest: () => advance(0.001),
    now: async (): Promise<string> => (await send<{ now: string }>('GET', `${url}/_local/clock`)).body.now,
    fault: async (fault: Fault): Promise<void> => {
      const { status, text } = await send('POST', `${url}/_local/faults`, { body: fault })
      if (status !== 200) throw new Error(text)
    },
    noFaults: async (): Promise<void> => {
      for (const target of ['slack', 'dynamodb', 'step-functions'])
        await send('POST', `${url}/_local/faults`, { body: { target, kind: 'error', times: 0 } })
    },
    executions: async () =>
      (
        await send<{ name: string; stateMachine: string; status: string; state: string }[]>(
          'GET',
          `${url}/_local/executions`,
        )
      ).body,
    calls: async (): Promise<number> =>
      (await send<{ calls: number }>('GET', `${url}/_local/calls`)).body.calls,
  }
}

/** Everything that the contract lets outsiders do with a running system. */
export const drive = (url: string) => ({
  url,
  agent: agentOf(url, tokens.agent),
  second: agentOf(url, tokens.second),
  people: workspaceOf(url),
  ...controlsOf(url),
  send: <B = Body>(method: string, path: string, sending?: Sending) =>
    send<B>(method, `${url}${path}`, sending),
})
