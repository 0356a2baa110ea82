// What a caller is told when we are at fault, in the words of the call: what did not happen, and when to come again.
import { Problem } from './problem.ts'

const again = 'Send the same again'
/** By the beginning of the path; the first that fits. */
const sentences: [path: string, read: string, write: string][] = [
  [
    '/v1/actions',
    `How it stands cannot be read just now, so nothing is allowed. ${again}.`,
    `The record cannot be written or read just now, so nothing is allowed. ${again}, with the same idempotencyKey if it has one.`,
  ],
  [
    '/v1/switch',
    'The switch cannot be read just now; until it can, do nothing that changes anything.',
    `The switch cannot be written just now, so nothing was changed. ${again}.`,
  ],
  ['/status', 'How things stand cannot be read just now.', ''],
  ['/webhooks/', '', `The alerts could not be recorded just now. ${again}.`],
  ['/slack/', '', 'This could not be taken just now.'],
  ['', 'This cannot be read just now.', `This could not be recorded just now. ${again}; it counts once.`],
]

/** The 503 of a route, as API Gateway names it: `GET /v1/switch`. */
export const unavailable = (routeKey: string): Problem => {
  const [method, path = ''] = routeKey.split(' ')
  const [, read, write] = sentences.find(([start]) => path.startsWith(start)) ?? []
  return new Problem(503, (method === 'GET' ? read : write) || 'This is not possible just now.', {
    retryAfterSeconds: 1,
  })
}
