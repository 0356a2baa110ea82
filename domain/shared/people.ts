// Who people are to the product: roles decide who may do what, and a fallback role may stand in once a request is escalated.
import * as z from 'zod'

export const Role = z.enum(['platform', 'product', 'security', 'support', 'on-call'])
export type Role = z.infer<typeof Role>

const SlackUserId = z.string().regex(/^[UW][A-Z0-9]{1,20}$/, 'a Slack user id, like U012AB3CD')

/** The directory as `config/people.yml` holds it. */
export const Directory = z.strictObject({
  roles: z.record(Role, z.strictObject({ fallback: Role.optional() })),
  people: z.record(
    SlackUserId,
    z.strictObject({ name: z.string().min(1).max(80), roles: z.array(Role).max(5) }),
  ),
})
export type Directory = z.infer<typeof Directory>

/** A person at the moment of a click, as looked up by the server and never as claimed by the request. */
export interface Person {
  id: string
  roles: readonly Role[]
}

/** The ids of the people who hold any of these roles, in the directory's order. */
export const holdersOf = (directory: Directory, roles: readonly string[]): string[] =>
  Object.entries(directory.people)
    .filter(([, person]) => person.roles.some((role) => roles.includes(role)))
    .map(([id]) => id)

/** The roles that may stand in for these once a request has been escalated. */
export const fallbackRoles = (directory: Directory, roles: readonly string[]): Role[] => [
  ...new Set(
    Object.entries(directory.roles).flatMap(([role, { fallback }]) =>
      fallback && roles.includes(role) ? [fallback] : [],
    ),
  ),
]
