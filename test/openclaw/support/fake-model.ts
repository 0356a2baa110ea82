// A model that does what it is told: a prompt with `TOOL name {json}` makes it call that tool, anything else gets small talk.
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
  if (newest?.role === 'tool') return { content: `Tool said: ${wordsOf(newest).slice(0, 2_000)}` }
  const prompt = messages
    .slice(answered + 1)
    .filter(({ role }) => role === 'user')
    .map(wordsOf)
    .join('\n')
  const [, name, args] = /TOOL (\w+) (\{.*\})/.exec(prompt) ?? []
  if (name === undefined || args === undefined) return { content: 'Hello from the fake model.' }
  return { content: '', call: { id: `call_${count}`, type: 'function', function: { name, arguments: args } } }
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
    const { content, call } = replyTo(asked.messages, ++count)
    const finish_reason = call ? 'tool_calls' : 'stop'
    const kind = asked.stream ? 'chat.completion.chunk' : 'chat.completion'
    const base = { id: `chatcmpl-${count}`, object: kind, created: 0, model: asked.model }
    if (!asked.stream) {
      const message = { role: 'assistant', content, ...(call ? { tool_calls: [call] } : {}) }
      outgoing.setHeader('content-type', 'application/json')
      outgoing.end(JSON.stringify({ ...base, choices: [{ index: 0, message, finish_reason }], usage }))
      return
    }
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    const event = (data: object) => outgoing.write(`data: ${JSON.stringify({ ...base, ...data })}\n\n`)
    const delta = { role: 'assistant', content, ...(call ? { tool_calls: [{ index: 0, ...call }] } : {}) }
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
