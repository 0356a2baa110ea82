// The words that people type after `/claw incident` as if they were its commands, and what does it really.

const onCard = (what: string) => (id: string) =>
  `${what} the card of ${id === 'ID' ? 'the incident' : id} in the incidents channel.`
const typing =
  (before: string, after = '') =>
  (id: string) =>
    `Type /claw ${before} ${id}${after}.`

export const incidentVerbs = {
  list: () => 'Type /claw incident for those that are open.',
  help: () => 'Type /claw incident help for what can be typed.',
  report: typing('incident report'),
  show: typing('incident report'),
  status: (id: string) =>
    `Type /claw incident report ${id} for how it stands; the button Status … of its card changes it.`,
  close: onCard('Press Status …, or Close … once it is resolved, on'),
  resolve: onCard('Press Status … on'),
  mitigate: onCard('Press Status … on'),
  cancel: onCard('Press Status … on'),
  severity: onCard('Press Severity … on'),
  ack: typing('ack'),
  acknowledge: typing('ack'),
  lead: typing('lead'),
  comms: typing('comms'),
  note: typing('note', ' what to remember'),
  update: typing('update'),
  leak: () => 'Type /claw leak SECRET-NAME for a secret that has leaked; name it, never its value.',
  declare: () => 'To declare one, type /claw incident sev2 mails go out twice.',
} satisfies Record<string, (id: string) => string>
export type IncidentVerb = keyof typeof incidentVerbs

/** What to type or press instead, for this incident or for any. */
export const verbHelp = (verb: IncidentVerb, id = 'ID'): string => incidentVerbs[verb](id)
