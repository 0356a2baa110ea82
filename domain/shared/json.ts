// A JSON value, as a type and as a schema.
import * as z from 'zod'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export const Json: z.ZodType<Json> = z.json() as z.ZodType<Json>
