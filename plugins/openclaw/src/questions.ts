// `ask_human`: the agent asks its owner something, and waits for the answer as a tool call waits for its result.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Question } from './answers.ts'
import type { GateClient } from './gate-client.ts'
import type { HostTool } from './host.ts'
import { GateError } from './http.ts'
import { clip, identifier } from './json.ts'

export const questionTool = 'ask_human'

const holdSeconds = 25
const retryMs = 2_000
const maxText = 2_000
const maxOptions = 10

const parameters = {
  type: 'object',
  additionalProperties: false,
  required: ['text'],
  properties: {
    text: { type: 'string', description: 'The question, with all that a person needs to answer it.' },
    options: {
      type: 'array',
      items: { type: 'string' },
      maxItems: maxOptions,
      description: 'Answers to choose from, where there are some.',
    },
  },
}

const sentenceOf = ({ status, answer, by }: Question): string =>
  status === 'answered'
    ? `${by === '' ? 'A person' : by} answers: ${answer}`
    : 'Nobody answered in time. Go on without an answer, or stop and say what you need.'

const isOver = (error: unknown): boolean => error instanceof GateError && error.fault === 'refused'

type Client = Pick<GateClient, 'question' | 'answer'>

/** Waits through outages; only a refusal or the end of the call ends it. */
const waitFor = async (client: Client, id: string, signal: AbortSignal | undefined): Promise<Question> => {
  for (;;) {
    signal?.throwIfAborted()
    try {
      const question = await client.answer(id, holdSeconds, signal)
      if (question.id !== id) throw new GateError('garbage', 'the answer is to another question')
      if (question.status !== 'open') return question
    } catch (error) {
      if (signal?.aborted || isOver(error)) throw error
      await sleep(retryMs, undefined, signal ? { signal } : {})
    }
  }
}

const faultOf = (error: unknown): string => {
  if (error instanceof GateError && error.status === 404)
    return 'This claw-control takes no questions. Ask the person you work for in the conversation.'
  if (error instanceof GateError) return `The question could not be asked: ${error.message}.`
  return 'The question was given up before it was answered.'
}

/** `sessionOf` says which session a call belongs to. */
export const createQuestionTool = (
  client: () => Client,
  sessionOf: (toolCallId: string) => string | undefined,
): HostTool => ({
  name: questionTool,
  label: 'Ask a person',
  description:
    'Asks the person who is responsible for you, and waits for the answer. Use it when you need a decision or a fact that only a person has.',
  parameters,
  execute: async (toolCallId, { text, options }, signal) => {
    const session = sessionOf(toolCallId)
    const said = (words: string) => ({ content: [{ type: 'text' as const, text: words }] })
    if (typeof text !== 'string' || text.trim() === '') return said('The question has no text.')
    try {
      const { id, status, ...rest } = await client().question({
        idempotencyKey: randomUUID(),
        text: clip(text, maxText),
        ...(Array.isArray(options) ? { options: options.slice(0, maxOptions).map(String) } : {}),
        ...(session === undefined ? {} : { session: identifier(session) }),
      })
      const question = status === 'open' ? await waitFor(client(), id, signal) : { id, status, ...rest }
      return said(sentenceOf(question))
    } catch (error) {
      return said(faultOf(error))
    }
  },
})
