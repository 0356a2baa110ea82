// A JSON value, as a type and as a schema with a name of its own, since it holds itself.
import * as z from 'zod'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export const Json: z.ZodType<Json> = z
  .lazy(() =>
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(Json), z.record(z.string(), Json)]),
  )
  .meta({ id: 'Json', description: 'Any JSON value.' })
