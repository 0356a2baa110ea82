// What CloudFormation would only find while deploying: references to nothing, and resources that wait for each other.
import type { Template } from './packaged-service.ts'

interface Reference {
  /** Where it stands: `GateLambdaFunction.Properties.Role`. */
  at: string
  to: string
}

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function referencesIn(value: unknown, at: string): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, `${at}[${index}]`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, inner]): Reference[] => {
    if (key === 'Ref') return [{ at, to: String(inner) }]
    if (key === 'Fn::GetAtt') return [{ at, to: String(asArray(inner)[0]).split('.')[0]! }]
    if (key === 'Fn::Sub') return referencesInSub(inner, at)
    return referencesIn(inner, `${at}.${key}`)
  })
}

function referencesInSub(sub: unknown, at: string): Reference[] {
  const [text, variables] = asArray(sub)
  const own = isRecord(variables) ? variables : {}
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name!)
  return [
    ...names.filter((name) => !(name in own)).map((name) => ({ at, to: name.split('.')[0]! })),
    ...referencesIn(own, at),
  ]
}

function referencesOf(template: Template, id: string): Reference[] {
  const resource = template.Resources[id]
  const waits = asArray(resource?.DependsOn ?? []).map((to) => ({ at: `${id}.DependsOn`, to: String(to) }))
  return [...waits, ...referencesIn(resource?.Properties, `${id}.Properties`)].filter(
    ({ to }) => !to.startsWith('AWS::'),
  )
}

/** `where -> what` for every Ref, GetAtt, Sub and DependsOn that names no resource of the template. */
export function danglingReferences(template: Template): string[] {
  return [
    ...Object.keys(template.Resources).flatMap((id) => referencesOf(template, id)),
    ...referencesIn(template.Outputs, 'Outputs'),
  ]
    .filter(({ to }) => !to.startsWith('AWS::') && !(to in template.Resources))
    .map(({ at, to }) => `${at} -> ${to}`)
}

/** The resources that cannot be created because each waits for another, directly or not. */
export function waitingInCircles(template: Template): string[] {
  const waiting = new Map(
    Object.keys(template.Resources).map((id) => [
      id,
      new Set(referencesOf(template, id).map(({ to }) => to)),
    ]),
  )
  for (;;) {
    const ready = [...waiting].filter(([, needs]) => [...needs].every((need) => !waiting.has(need)))
    if (ready.length === 0) return [...waiting.keys()]
    for (const [id] of ready) waiting.delete(id)
  }
}
