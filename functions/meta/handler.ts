// `GET /health` and `GET /openapi.json`: what needs no token and touches no table.
import { dispatch } from '#functions/http/dispatch.ts'
import { json } from '#functions/http/http-handler.ts'
import { openApi } from './openapi.ts'

export const handler = dispatch<'meta'>({
  'GET /health': async () => json({ status: 'ok' }),
  'GET /openapi.json': async () => json(openApi),
})
