// Why: people say in their own words that an incident is over; that must reach the incident, and never declare another one.
import { describe, expect, it } from 'vitest'
import { readIncidentPhrase, splitIncidentId } from '#domain/incident/phrase.ts'
import { wayTo } from '#domain/incident/way.ts'

const resolved = { verb: 'status', to: 'resolved' }
const mitigated = { verb: 'status', to: 'mitigated' }
const identified = { verb: 'status', to: 'identified' }
const cancelled = { verb: 'status', to: 'cancelled' }
const id = 'INC-1'

describe('what people say about an incident', () => {
  it.each<[string, object]>([
    ['the incident is over', resolved],
    ['The incident is over.', resolved],
    ['incident is over', resolved],
    ['this incident is done', resolved],
    ['It’s over', resolved],
    ['it is fixed now', resolved],
    ['all clear', resolved],
    ['resolved', resolved],
    ['everything is back to normal', resolved],
    ['we fixed it', resolved],
    ['resolve INC-1', { ...resolved, id }],
    ['INC-1 is fixed', { ...resolved, id }],
    ['INC-1 resolved', { ...resolved, id }],
    ['INC-1: resolved', { ...resolved, id }],
    ['inc 1 is over!', { ...resolved, id }],
    ['INC–1 is over', { ...resolved, id }],
    ['#1 is solved', { ...resolved, id }],
    ['incident 1 is over', { ...resolved, id }],
    ['mark INC-1 as resolved', { ...resolved, id }],
    ['set the status of INC-1 to resolved', { ...resolved, id }],
    ['move INC-1 to resolved because the queue is empty', { ...resolved, id, reason: 'the queue is empty' }],
    ['INC-1 is over — the queue is empty', { ...resolved, id, reason: 'the queue is empty' }],
    ['end the incident', resolved],
    ['can we resolve the incident', resolved],
    ['mitigated', mitigated],
    ['it is under control', mitigated],
    ['INC-1 is contained', { ...mitigated, id }],
    ['mitigate INC-1', { ...mitigated, id }],
    ['we found the cause', identified],
    ['INC-1 is identified', { ...identified, id }],
    ['we know the cause of INC-1', { ...identified, id }],
    ['false alarm', cancelled],
    ['it was a false alarm', cancelled],
    ['never mind', cancelled],
    ['cancel INC-1 because it was a test', { ...cancelled, id, reason: 'it was a test' }],
    ['close INC-1', { verb: 'close', id }],
    ['Close inc-1.', { verb: 'close', id }],
    ['“close” INC-1', { verb: 'close', id }],
    ['close the incident', { verb: 'close' }],
    ['close it', { verb: 'close' }],
    ['close 1', { verb: 'close', id }],
    ['please close INC-1 now', { verb: 'close', id }],
    ['INC-1 can be closed', { verb: 'about', id }],
    ['raise INC-1 to sev1', { verb: 'severity', severity: '1', id }],
    ['Raise INC-1 to SEV 1!', { verb: 'severity', severity: '1', id }],
    ['raise the severity to sev1', { verb: 'severity', severity: '1' }],
    ['set severity of INC-1 to sev3 because mails', { verb: 'severity', severity: '3', id, reason: 'mails' }],
    ['lower it to 4', { verb: 'severity', severity: '4' }],
    ['downgrade INC-1 to severity 3', { verb: 'severity', severity: '3', id }],
    ['INC-1 is a sev1', { verb: 'severity', severity: '1', id }],
    ['INC-1 sev1', { verb: 'severity', severity: '1', id }],
    ['make it a sev1', { verb: 'severity', severity: '1' }],
    ['INC-1 is sev9', { verb: 'severity', severity: '9', id }],
    ['escalate INC-1', { verb: 'severity', severity: '', id }],
    ['merge INC-1 into INC-2', { verb: 'merge', id, into: 'INC-2' }],
    ['merge INC-1 and INC-2', { verb: 'merge', id, into: 'INC-2' }],
    ['INC-1 is a duplicate of INC-2', { verb: 'merge', id, into: 'INC-2' }],
    ['INC-1 is the same as INC-2', { verb: 'merge', id, into: 'INC-2' }],
    ['ack INC-1', { verb: 'acknowledge', id }],
    ['I have seen INC-1', { verb: 'acknowledge', id }],
    ['on it', { verb: 'acknowledge' }],
    ['I’m looking into INC-1', { verb: 'acknowledge', id }],
    ['take INC-1', { verb: 'lead', id }],
    ['I’ll lead INC-1', { verb: 'lead', id }],
    ['report INC-1', { verb: 'report', id }],
    ['how is INC-1', { verb: 'report', id }],
    ['how is INC-1 going?', { verb: 'report', id }],
    ['what’s going on with INC-1?', { verb: 'report', id }],
    ['is the incident over?', { verb: 'report' }],
    ['tell me about INC-1', { verb: 'report', id }],
    ['show open incidents', { verb: 'list' }],
    ['which incidents are open?', { verb: 'list' }],
    ['reopen INC-1', { verb: 'reopen', id }],
    ['INC-1', { verb: 'about', id }],
    ['INC-1 is back', { verb: 'about', id }],
    ['login fails since INC-1 was closed', { verb: 'about', id }],
  ])('“%s”', (text, phrase) => expect(readIncidentPhrase(text)).toEqual(phrase))

  it.each([
    '',
    'mails go out twice',
    'everything is down',
    'everything is slow',
    'it is slow',
    'it is down again',
    'this is bad',
    'database is gone',
    'the incident is not over',
    'it is not fixed',
    'close button is broken',
    'report exports fail',
    'status 500 everywhere',
    'list of orders is empty',
    'help nothing works',
    'lead times doubled',
    'slow',
    'outage',
    'incident in the cellar',
    'it ran with "--force"',
    'server 12 is down',
    'sev2 mails go out twice',
    'raise of prices went out twice',
    'fixed prices are wrong',
    'resolved tickets are reopened',
    'merge of branches fails',
    'closed beta is open to all',
    'show page is empty',
    'stable version crashes',
    'mitigated risks are listed twice',
  ])('“%s” is about none that exists', (text) => expect(readIncidentPhrase(text)).toBeUndefined())
})

describe('a number at the beginning', () => {
  it.each([
    ['INC-1 rest', 'INC-1', 'rest'],
    ['inc1: rest', 'INC-1', 'rest'],
    ['“INC–12” rest.', 'INC-12', 'rest.'],
    ['#3', 'INC-3', ''],
    ['incident INC-4 x', 'INC-4', 'x'],
    ['INC-007 x', 'INC-7', 'x'],
  ])('“%s”', (text, found, rest) => expect(splitIncidentId(text)).toEqual({ id: found, rest }))
  it.each(['rest', 'INCA-1', 'INC-1a', 'include 1'])('“%s” has none', (text) =>
    expect(splitIncidentId(text)).toEqual({ rest: text }),
  )
})

describe('the way from one status to another', () => {
  it('goes over those between', () => {
    expect(wayTo('investigating', 'resolved')).toEqual(['identified', 'mitigated', 'resolved'])
    expect(wayTo('mitigated', 'cancelled')).toEqual(['cancelled'])
    expect(wayTo('resolved', 'resolved')).toEqual([])
  })
  it('does not lead back', () => {
    expect(wayTo('resolved', 'mitigated')).toBeUndefined()
    expect(wayTo('closed', 'resolved')).toBeUndefined()
  })
})
