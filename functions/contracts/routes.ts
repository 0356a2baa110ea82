// Every HTTP call that the product answers, in one table: dispatch, the OpenAPI document and the contract tests follow it.
import { agentRoutes } from './routes/agents.ts'
import { operatorRoutes } from './routes/operators.ts'
import { openRoutes } from './routes/public.ts'

export const routes = { ...agentRoutes, ...operatorRoutes, ...openRoutes }

type Routes = typeof routes
export type RouteKey = keyof Routes
export type FunctionName = Routes[RouteKey]['function']
/** The calls that one function answers. */
export type RoutesOf<F extends FunctionName> = {
  [Key in RouteKey]: Routes[Key]['function'] extends F ? Key : never
}[RouteKey]
