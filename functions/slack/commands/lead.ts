// `/claw lead`: who leads an incident.
import { giveRole } from '../incident-role.ts'

export const lead = giveRole(
  'lead',
  'lead',
  ['take the lead', 'take lead', 'take over'],
  'take the lead of an incident, or hand it over',
)
