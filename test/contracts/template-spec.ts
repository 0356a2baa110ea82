// Holds a CloudFormation template against AWS's published resource specification, offline.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import type { Template } from './packaged-service.ts'

const spec = loadAwsServiceSpecSync()

const resourceType = (name: string) => spec.lookup('resource', 'cloudFormationType', 'equals', name)[0]

type Properties = NonNullable<ReturnType<typeof resourceType>>['properties']
type PropertyType = Properties[string]['type']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isComputed = (value: unknown) =>
  isRecord(value) && Object.keys(value).length === 1 && /^(Ref|Fn::.+)$/.test(Object.keys(value)[0]!)

/** One sentence per unknown type, attribute or property, missing required property, wrong shape or bad enum value. */
export function specViolations(template: Template): string[] {
  return [
    ...Object.entries(template.Resources).flatMap(([id, resource]) => {
      const type = resourceType(resource.Type)
      if (!type) return [`${id}: there is no type ${resource.Type}`]
      return checkProperties(resource.Properties ?? {}, type.properties, id)
    }),
    ...unknownAttributes(template, template, 'template'),
  ]
}

function unknownAttributes(template: Template, value: unknown, at: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => unknownAttributes(template, item, `${at}[${index}]`))
  if (!isRecord(value)) return []
  const target = value['Fn::GetAtt']
  if (Array.isArray(target)) {
    const [id, attribute] = target.map(String)
    const type = resourceType(template.Resources[id!]?.Type ?? '')
    if (type && !(attribute! in type.attributes)) return [`${at}: ${id} has no attribute ${attribute}`]
  }
  return Object.entries(value).flatMap(([key, inner]) => unknownAttributes(template, inner, `${at}.${key}`))
}

function checkProperties(value: Record<string, unknown>, known: Properties, at: string): string[] {
  const unknown = Object.keys(value).filter((key) => !(key in known))
  const missing = Object.keys(known).filter((key) => known[key]!.required && !(key in value))
  return [
    ...unknown.map((key) => `${at}.${key}: unknown property`),
    ...missing.map((key) => `${at}.${key}: required, but missing`),
    ...Object.entries(value).flatMap(([key, inner]) =>
      known[key] ? checkValue(inner, known[key].type, `${at}.${key}`) : [],
    ),
  ]
}

function checkValue(value: unknown, type: PropertyType, at: string): string[] {
  if (isComputed(value)) return []
  switch (type.type) {
    case 'string': {
      if (typeof value !== 'string') return [`${at}: not a string`]
      const allowed = type.allowedValues
      return allowed && !allowed.includes(value) ? [`${at}: '${value}' is none of ${allowed.join(', ')}`] : []
    }
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at}: not a whole number`]
    case 'number':
      return typeof value === 'number' ? [] : [`${at}: not a number`]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at}: neither true nor false`]
    case 'array':
      if (!Array.isArray(value)) return [`${at}: not a list`]
      return value.flatMap((item, index) => checkValue(item, type.element, `${at}[${index}]`))
    case 'map':
      if (!isRecord(value)) return [`${at}: not a map`]
      return Object.entries(value).flatMap(([key, inner]) => checkValue(inner, type.element, `${at}.${key}`))
    case 'ref': {
      const definition = spec.get('typeDefinition', type.reference.$ref)
      return isRecord(value)
        ? checkProperties(value, definition.properties, at)
        : [`${at}: not a ${definition.name}`]
    }
    case 'union': {
      const attempts = type.types.map((option) => checkValue(value, option, at))
      return attempts.some((violations) => violations.length === 0) ? [] : (attempts[0] ?? [])
    }
    default:
      return []
  }
}
