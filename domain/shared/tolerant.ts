// What is stored outlives the code that reads it: schemas that write strictly, read so that the fields of a newer version pass.
import * as z from 'zod'

type Def = Record<string, unknown>
/** What becomes of fields that a schema does not know: they stay where they are, or are left out. */
type Unknown = 'kept' | 'dropped'
const made: Record<Unknown, WeakMap<z.ZodType, z.ZodType>> = { kept: new WeakMap(), dropped: new WeakMap() }

/** The parts of a definition that are schemas themselves, under the names that zod gives them. */
const parts = ['innerType', 'element', 'keyType', 'valueType', 'in', 'out', 'left', 'right', 'rest']
const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType

const loosened = (schema: z.ZodType, unknown: Unknown): z.ZodType => {
  const def = schema.def as unknown as Def
  if (def['type'] === 'lazy') {
    const inner = def['getter'] as () => z.ZodType
    return z.lazy(() => loose(inner(), unknown))
  }
  const changed: Def = {}
  for (const name of parts) if (isSchema(def[name])) changed[name] = loose(def[name], unknown)
  for (const name of ['options', 'items'])
    if (Array.isArray(def[name])) changed[name] = def[name].map((each: z.ZodType) => loose(each, unknown))
  if (def['type'] === 'object') {
    const shape = Object.entries(def['shape'] as Record<string, z.ZodType>)
    changed['shape'] = Object.fromEntries(shape.map(([name, each]) => [name, loose(each, unknown)]))
    changed['catchall'] = unknown === 'kept' ? z.unknown() : undefined
  }
  return Object.keys(changed).length === 0 ? schema : schema.clone({ ...def, ...changed } as never)
}

const loose = <T>(schema: z.ZodType<T>, unknown: Unknown): z.ZodType<T> => {
  const known = made[unknown].get(schema)
  if (known) return known as z.ZodType<T>
  const fresh = loosened(schema, unknown)
  made[unknown].set(schema, fresh)
  return fresh as z.ZodType<T>
}

/**
 * The same schema for reading: unknown fields of objects, however deep, pass and are kept, so that whoever reads, changes
 * and writes back loses nothing that a newer version has put there. Everything else is checked as it was.
 */
export const tolerant = <T>(schema: z.ZodType<T>): z.ZodType<T> => loose(schema, 'kept')

/** The same, leaving out what it does not know: for comparing what two versions have written. */
export const knownPart = <T>(schema: z.ZodType<T>): z.ZodType<T> => loose(schema, 'dropped')
