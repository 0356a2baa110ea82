// The shape of a fact sheet, and how a tool's parameters are turned into one.
import type * as z from 'zod'

/** The facts about a call that come from its parameters alone; named and explained in claw.cedarschema. */
export interface Facts {
  readOnly: boolean
  forbidden: boolean
  protectedFile: boolean
  runsLater: boolean
  secretFile: boolean
  commitment: boolean
  recipients: number
  records: number
  amount: number
  detail: string
}

export type ToolFacts = (params: unknown) => z.ZodSafeParseResult<Partial<Facts>>

/** Checks the parameters against a shape, then derives the facts from what was checked. */
export const tool =
  <Shape extends z.ZodType>(shape: Shape, derive: (params: z.output<Shape>) => Partial<Facts>): ToolFacts =>
  (params) =>
    shape.transform(derive).safeParse(params)
