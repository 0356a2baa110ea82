// `GET /v1/audit`: the record, for whoever has to say who allowed what.

import { AuditQuery } from '#functions/contracts/audit.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { invalid } from '#functions/http/problem.ts'
import { readQuery } from '#functions/http/query.ts'
import { searchAudit } from '#store/audit/search.ts'

/** How far back a search without `from` looks. */
const DEFAULT_DAYS = 30

const search = async (event: HttpEvent) => {
  await authenticate(event.headers, 'operator')
  const { cursor, ...filter } = readQuery(event, AuditQuery)
  const to = filter.to ?? new Date().toISOString()
  const from = filter.from ?? new Date(Date.parse(to) - DEFAULT_DAYS * 86_400_000).toISOString()
  if (from > to) throw invalid([{ field: 'from', message: 'must not be after `to`' }])
  try {
    return json(await searchAudit({ ...filter, from, to }, cursor))
  } catch (error) {
    const unreadable = error instanceof SyntaxError || (error as Error).name === 'ZodError'
    if (cursor !== undefined && unreadable)
      throw invalid([{ field: 'cursor', message: 'not a cursor that this search gave' }])
    throw error
  }
}

export const handler = dispatch<'audit'>({ 'GET /v1/audit': search })
