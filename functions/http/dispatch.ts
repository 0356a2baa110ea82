// From the table of routes to the work of one function: the compiler wants work for each of its calls, and for no other.
import type { Context } from 'aws-lambda'
// Only the types: what the other functions take and answer stays out of this one's bundle.
import type { FunctionName, RoutesOf } from '#functions/contracts/routes.ts'
import { type HttpEvent, type HttpResult, httpHandler } from './http-handler.ts'
import { Problem } from './problem.ts'

type Work = (event: HttpEvent, context: Context) => Promise<HttpResult>

/** The Lambda handler of the function `F`. */
export const dispatch = <F extends FunctionName>(works: Record<RoutesOf<F>, Work>) => {
  const byRoute = new Map<string, Work>(Object.entries<Work>(works))
  return httpHandler(async (event, context) => {
    const work = byRoute.get(event.routeKey)
    if (!work) throw new Problem(404, 'There is nothing here.')
    return work(event, context)
  })
}
