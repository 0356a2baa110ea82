// The three things that are measured, each as our handlers do it and as the bare DynamoDB calls that it comes down to.
import { randomUUID } from 'node:crypto'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { directory } from '#config/load.ts'
import { action } from '#domain/action/action.ts'
import { released } from '#domain/kill-switch/state.ts'
import { handler as audit } from '#functions/audit/handler.ts'
import { handler as gate } from '#functions/gate/handler.ts'
import { operator } from '#local/fixed-secrets.ts'
import { putCredential } from '#store/agent/credentials.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { type Call, recordCalls, resend, rewritten } from './calls.ts'
import type { Contestant } from './rounds.ts'

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 } as Context

const invoke = async <Answer>(
  handler: unknown,
  route: string,
  { token, id, body }: { token: string; id?: string; body?: object },
): Promise<Answer> => {
  const [method = '', path = ''] = route.split(' ')
  const event = {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: '',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    requestContext: { requestId: randomUUID(), http: { method, path } },
    ...(id ? { pathParameters: { id } } : {}),
    ...(body ? { body: JSON.stringify(body) } : {}),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2
  const { statusCode, body: answer } = await (handler as Handler)(event, context)
  if (statusCode !== 200) throw new Error(`${route} answered ${statusCode}: ${answer}`)
  return JSON.parse(answer ?? '')
}

interface Agent {
  name: string
  token: string
}

/** An everyday request, with everything that the agent's plugin says of it. */
const request = (tool: string, params: object) => ({
  idempotencyKey: randomUUID(),
  tool,
  params,
  session: 'agent:main:slack:c1',
  run: randomUUID(),
  channel: 'slack',
  skill: 'outreach',
  intent: 'Tell the three who asked that the new timetable is out.',
})

const ask = async (
  { token }: Agent,
  body: object,
  decision: string,
): Promise<{ id: string; digest: string }> => {
  const answer = await invoke<{ id: string; digest: string; decision: string }>(gate, 'POST /v1/actions', {
    token,
    body,
  })
  if (answer.decision !== decision) throw new Error(`expected ${decision}: ${JSON.stringify(answer)}`)
  return answer
}

const allow = async (agent: Agent): Promise<string> => {
  const to = ['a@example.com', 'b@example.com', 'c@example.com']
  const words = 'The new timetable starts on Monday; you will find it attached. '
  const params = { to, subject: 'The new timetable', body: words.repeat(6) }
  return (await ask(agent, request('email.send', params), 'allow')).id
}

const approve = async (agent: Agent): Promise<string> => {
  const params = { command: 'systemctl restart web' }
  const { id, digest } = await ask(agent, request('exec', params), 'pending')
  const by = 'UPLATFORM'
  await runCommand(
    action,
    id,
    {
      type: 'GrantApproval',
      reason: 'It is needed',
      by,
      digest,
      person: { id: by, ...directory().people[by]! },
      directory: directory(),
      now: new Date().toISOString(),
      posture: { killSwitch: released },
    },
    { requestId: randomUUID() },
  )
  await invoke(gate, 'POST /v1/actions/{id}/start', { token: agent.token, id, body: { params } })
  return id
}

const readAudit = async (): Promise<undefined> => {
  const { events } = await invoke<{ events: unknown[] }>(audit, 'GET /v1/audit', { token: operator.token })
  if (events.length !== 50) throw new Error(`an audit page of ${events.length} events`)
  return undefined
}

export interface Operation {
  name: string
  what: string
  /** The id of the action that was made, if one was. */
  run(agent: Agent): Promise<string | undefined>
}

export const operations = {
  allow: { name: 'allow', what: 'one request that the policies allow: POST /v1/actions', run: allow },
  approval: {
    name: 'approval',
    what: 'request, one approval, start: the approval as the store commits it, without Slack',
    run: approve,
  },
  audit: { name: 'audit page', what: 'the newest 50 events: GET /v1/audit', run: readAudit },
} satisfies Record<string, Operation>

/** An agent that the table and this process have heard of: the first request of all costs a little more. */
const newAgent = async (): Promise<Agent> => {
  const agent = { name: `bench-${randomUUID()}`, token: randomUUID() }
  await putCredential(agent.token, {
    kind: 'agent',
    agent: agent.name,
    owner: 'UPRODUCT',
    environment: 'local',
  })
  await allow(agent)
  return agent
}

export interface Recorded {
  calls: Call[]
  agent: string
  /** Of the action that was made, if one was. */
  id: string | undefined
}

export const recordOnce = async ({ run }: Operation): Promise<Recorded> => {
  const agent = await newAgent()
  let id: string | undefined
  const calls = await recordCalls(async () => {
    id = await run(agent)
  })
  return { calls, id, agent: agent.name }
}

export const freshId = (): string => `act_${randomUUID().replaceAll('-', '').slice(0, 26)}`

/** Below what one agent may ask people within ten minutes, and enough agents not to stand in their own way. */
const RUNS_PER_AGENT = 8

export const ours = ({ name, run }: Operation): Contestant => ({
  name,
  prepare: async (count) => {
    const agents: Agent[] = []
    while (agents.length * RUNS_PER_AGENT < count) agents.push(await newAgent())
    return Array.from({ length: count }, (_, index) => () => run(agents[index % agents.length]!))
  },
})

/** The same calls, each time by another agent about another action, with nothing around them. */
export const floor = (name: string, { calls, id, agent }: Recorded): Contestant => ({
  name: `${name} floor`,
  prepare: async (count) =>
    Array.from({ length: count }, () =>
      resend(rewritten(calls, [[agent, `bench-${randomUUID()}`], ...(id ? [[id, freshId()] as const] : [])])),
    ),
})
