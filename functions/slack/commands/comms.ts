// `/claw comms`: who speaks for an incident.
import { giveRole } from '../incident-role.ts'

export const comms = giveRole(
  'comms',
  'comms',
  ['communication', 'communications'],
  'take an incident’s communication, or hand it over',
)
