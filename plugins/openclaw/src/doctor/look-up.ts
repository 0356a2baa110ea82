// Reads and changes OpenClaw's configuration by path, because it is somebody else's file and any part of it may be missing.
import { isRecord } from '../json.ts'

export type Settings = Record<string, unknown>

/** The value at a path; undefined when anything on the way is missing. */
export const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)

export const recordAt = (value: unknown, ...path: string[]): Settings => {
  const found = at(value, ...path)
  return isRecord(found) ? found : {}
}

export const listAt = (value: unknown, ...path: string[]): unknown[] => {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** A copy with another value at the path. */
export const withAt = (settings: Settings, path: readonly string[], value: unknown): Settings => {
  const [key, ...rest] = path
  if (key === undefined) return settings
  return { ...settings, [key]: rest.length === 0 ? value : withAt(recordAt(settings, key), rest, value) }
}

/** Every string in it with the path that leads there. */
export const leaves = (value: unknown, path: readonly string[] = []): { path: string[]; text: string }[] => {
  if (typeof value === 'string') return [{ path: [...path], text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
}
