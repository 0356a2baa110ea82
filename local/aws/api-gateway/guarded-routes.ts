// Why: the emulators know nothing of rehearsed failures; what handlers call is wrapped on the way in.
import type { Target } from '../../faults.ts'
import type { Outbound } from '../../outbound.ts'
import type { Routes } from '../../routes.ts'

/** The same routes, with every call passing through `outbound` as one to `target`. */
export function guarded(
  routes: Routes,
  outbound: Outbound,
  target: Target,
  operationOf: (request: Request, params: Record<string, string>) => string,
): Routes {
  return Object.fromEntries(
    Object.entries(routes).map(([route, handler]): [string, Routes[string]] => [
      route,
      async (request, params) => {
        const call = { target, operation: operationOf(request, params), signal: request.signal }
        const answer = await outbound.pass(call, async () => handler(request, params))
        if (answer instanceof Response) return answer
        const { status, headers, body } = answer.failure
        return new Response(body, { status, headers })
      },
    ]),
  )
}
