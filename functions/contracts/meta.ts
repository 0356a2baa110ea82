// What the product says of itself without looking at anything.
import * as z from 'zod'

export const Health = z.strictObject({ status: z.literal('ok') })
export const OpenApiDocument = z.looseObject({ openapi: z.string() }).describe('An OpenAPI 3.1 document.')
