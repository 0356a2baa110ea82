// The shape of a fact sheet: what policies see of a call, and what people are told about it.

/** The facts about a call that come from its parameters alone; named and explained in claw.cedarschema. */
export interface Facts {
  readOnly: boolean
  forbidden: boolean
  protectedFile: boolean
  gatewayFile: boolean
  deviceFile: boolean
  agentCode: boolean
  runsLater: boolean
  outsideWorkspace: boolean
  secretFile: boolean
  secretLeaves: boolean
  privateAddress: boolean
  ownToken: boolean
  administers: boolean
  unknown: boolean
  commitment: boolean
  recipients: number
  records: number
  amount: number
  detail: string
}

/** What a policy sees of a tool that does not have the fact. */
export const noFacts: Facts = {
  readOnly: false,
  forbidden: false,
  protectedFile: false,
  gatewayFile: false,
  deviceFile: false,
  agentCode: false,
  runsLater: false,
  outsideWorkspace: false,
  secretFile: false,
  secretLeaves: false,
  privateAddress: false,
  ownToken: false,
  administers: false,
  unknown: false,
  commitment: false,
  recipients: 0,
  records: 0,
  amount: 0,
  detail: '',
}

/** What stood out, by the fact that it made true: for the reasons that people read. */
export type Words = Partial<Record<keyof Facts, string>>

export interface Sheet {
  facts: Partial<Facts>
  words: Words
}
