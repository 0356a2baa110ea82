// A model that does what it is told: each `TOOL name {json}` on a line of its own makes it call that tool, all at once; anything else gets small talk.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen } from './listen.ts'

interface Message {
  role: string
  content: string | { text?: string }[] | null
}

interface ModelRequest {
  model: string
  stream?: boolean
  messages: Message[]
}

const wordsOf = ({ content }: Message): string =>
  typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('')

/** OpenClaw adds context of its own as user messages after the human one. */
const isContext = (message: Message): boolean =>
  message.role === 'user' && wordsOf(message).startsWith('<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>')

const usage = {
  prompt_tokens: 1234,
  completion_tokens: 56,
  total_tokens: 1290,
  prompt_tokens_details: { cached_tokens: 1000 },
}

/** What comes next: a tool call when the newest prompt asks for one, a closing sentence after its result. */
const replyTo = (messages: Message[], count: number) => {
  const answered = messages.findLastIndex(({ role }) => role === 'assistant' || role === 'tool')
  const newest = messages.findLast((message) => !isContext(message))
  if (newest?.role === 'tool') {
    const results = messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1)
    const said = results
      .filter(({ role }) => role === 'tool')
      .map((result) => wordsOf(result).slice(0, 2_000))
    return { content: `Tool said: ${said.join(' / ')}` }
  }
  const prompt = messages
    .slice(answered + 1)
    .filter(({ role }) => role === 'user')
    .map(wordsOf)
    .join('\n')
  const calls = [...prompt.matchAll(/TOOL (\w+) (\{.*\})/g)].map(([, name, args], index) => ({
    id: `call_${count}${index === 0 ? '' : `_${index}`}`,
    type: 'function',
    function: { name, arguments: args },
  }))
  return calls.length === 0 ? { content: 'Hello from the fake model.' } : { content: '', calls }
}

export interface FakeModel {
  url: string
  /** How many answers it has given. */
  answers: () => number
  close: () => Promise<void>
}

/** An OpenAI-compatible `/v1/chat/completions` on its own port. */
export const startFakeModel = async (): Promise<FakeModel> => {
  let count = 0
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const asked = JSON.parse(await text(incoming)) as ModelRequest
    const { content, calls } = replyTo(asked.messages, ++count)
    const finish_reason = calls ? 'tool_calls' : 'stop'
    const kind = asked.stream ? 'chat.completion.chunk' : 'chat.completion'
    const base = { id: `chatcmpl-${count}`, object: kind, created: 0, model: asked.model }
    if (!asked.stream) {
      const message = { role: 'assistant', content, ...(calls ? { tool_calls: calls } : {}) }
      outgoing.setHeader('content-type', 'application/json')
      outgoing.end(JSON.stringify({ ...base, choices: [{ index: 0, message, finish_reason }], usage }))
      return
    }
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    const event = (data: object) => outgoing.write(`data: ${JSON.stringify({ ...base, ...data })}\n\n`)
    const indexed = calls?.map((call, index) => ({ index, ...call }))
    const delta = { role: 'assistant', content, ...(indexed ? { tool_calls: indexed } : {}) }
    event({ choices: [{ index: 0, delta, finish_reason: null }] })
    event({ choices: [{ index: 0, delta: {}, finish_reason }] })
    event({ choices: [], usage })
    outgoing.end('data: [DONE]\n\n')
  }
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy())
  })
  return { ...(await listen(server)), answers: () => count }
}
