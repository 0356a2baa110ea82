// Why: who may do what stands in one place; a change there must be meant.
import { describe, expect, it } from 'vitest'
import { Role } from '#domain/shared/people.ts'
import { type Deed, may, notAllowed, permissions, personMay } from '#domain/shared/permissions.ts'

const deeds = Object.keys(permissions) as Deed[]
const withRoles = (deed: Deed): string[] =>
  Role.options.filter((role) => may({ kind: 'person', roles: [role] }, deed))

describe('who may do what', () => {
  it('is what people were told', () => {
    const any = Role.options.join(' ')
    expect(Object.fromEntries(deeds.map((deed) => [deed, withRoles(deed).join(' ')]))).toEqual({
      'agents.stop': any,
      'agents.release': any,
      'token.revoke': 'platform security',
      'drill.join': any,
      'record.read': any,
      'request.decide': any,
      'recovery.settle': any,
      'allowance.grant': 'product security',
      'incident.declare': any,
      'incident.work': any,
      'incident.lead': any,
      'message.publish': any,
      'message.discard': any,
    })
  })
  it('is nothing for whoever holds no role or could not be looked up', () => {
    for (const deed of deeds) {
      expect(personMay(undefined, deed)).toBe(false)
      expect(personMay({ roles: [] }, deed)).toBe(false)
    }
  })
  it('is for operators what has to work while Slack is down, and no decision about a request', () => {
    expect(deeds.filter((deed) => may({ kind: 'operator' }, deed))).toEqual([
      'agents.stop',
      'agents.release',
      'record.read',
      'incident.declare',
      'incident.work',
    ])
  })
  it('is said to whoever may not', () => {
    expect(notAllowed('agents.stop')).toBe('Only people with a role can stop agents.')
    expect(notAllowed('token.revoke')).toBe('Only security and platform can revoke a token.')
    for (const deed of deeds) expect(notAllowed(deed)).toMatch(/^Only .* can .*\.$/)
  })
})
