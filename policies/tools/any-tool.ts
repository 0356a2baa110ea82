// Tools that only the schema knows, an MCP server’s for instance: the usual parameters have their usual meaning, and values are judged by what they look like.
import * as z from 'zod'
import { looksLikeAddress, type Resource } from '../resources/resource.ts'
import { namesSecret } from '../secret-files.ts'
import type { Call, Parameter, Tool } from './tool.ts'

/** Whoever gets it: one, several in a text, or a list. Other shapes could hide somebody. */
const receivers: Parameter = {
  shape: z.union(
    [z.string(), z.number(), z.array(z.union([z.string(), z.number()]))],
    'must be text or a list of texts',
  ),
  resources: (value: string | number | (string | number)[]) => [
    {
      kind: 'recipients',
      names: [value].flat().flatMap((each) =>
        String(each)
          .split(/[,;\s]+/)
          .filter(Boolean),
      ),
    },
  ],
}
const amount = z.number('must be a number').min(0, 'must not be negative').max(1e12)

const pathLike =
  /^(path|file|file_?path|file_?name|filename|source|src|attachment|media|image|dir(ectory)?|folder|uri)s?$/i
const writing = /^(dest(ination)?|target_?path|output|out_?(file|path)|save_?(to|as)|new_?path)$/i
const commandLike = /^(command|cmd|script|shell|code)$/i

const mostTexts = 200
const textsIn = (value: unknown, depth = 0): string[] => {
  if (typeof value === 'string') return [value]
  if (depth > 5 || value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1))
}

const guess = (name: string, value: unknown): Resource[] =>
  textsIn(value)
    .slice(0, mostTexts)
    .flatMap((text): Resource[] => {
      if (text.length > 4_096) return commandLike.test(name) ? [{ kind: 'command', text }] : []
      if (looksLikeAddress(text)) return [{ kind: 'address', url: text }]
      if (writing.test(name)) return [{ kind: 'file', does: 'write', path: text }]
      if (commandLike.test(name)) return [{ kind: 'command', text }]
      return pathLike.test(name) || (/^[./~]/.test(text) && namesSecret(text))
        ? [{ kind: 'file', does: 'read', path: text }]
        : []
    })

const tool: Tool = {
  open: true,
  parameters: {
    to: receivers,
    cc: receivers,
    bcc: receivers,
    records: { shape: z.array(z.json(), 'must be a list'), resources: () => [] },
    amount: { shape: amount, resources: () => [] },
  },
  counts: ({ records, amount }: Call) => ({
    ...(Array.isArray(records) ? { records: records.length } : undefined),
    ...(typeof amount === 'number' ? { amount: Math.ceil(amount) } : undefined),
  }),
}

export const anyTool = { tool, guess }
