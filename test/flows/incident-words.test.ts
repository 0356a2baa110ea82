// Why: what tired people type and fill in must neither stop agents by mistake, nor put a secret on record, nor claim what was not done.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let people: ReturnType<typeof incidentsIn>
beforeAll(async () => {
  laptop = await startLaptop()
  people = incidentsIn(laptop)
})
afterAll(() => laptop.stop())

const secret = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
const typed = async (user: string, text: string): Promise<string> =>
  JSON.stringify((await laptop.people.command(user, text)).response)
interface Known {
  id: string
  title: string
}
const incidents = async (): Promise<Known[]> => {
  const { body } = await laptop.send<{ incidents: Known[] }>('GET', '/v1/incidents', {
    token: 'local-operator-token',
  })
  return body.incidents
}
const cancel = (id: string) =>
  people.fill('UPLATFORM', id, 'incident.status', { to: 'cancelled', reason: 'A test' })

describe('a mistyped word', () => {
  it('declares nothing, and agents go on', async () => {
    for (const words of ['help', 'list', 'close INC-1', 'reprot INC-1', 'sev5 x', 'sev1 --dril t'])
      expect(await typed('UPLATFORM', `/claw incident ${words}`)).not.toContain('is declared')
    expect(await incidents()).toEqual([])
    const drill = await people.declare('UPLATFORM', 'sev1 –drill t')
    expect(JSON.stringify((await people.cardOf(drill)).blocks)).toContain('DRILL')
    const write = { tool: 'crm.update', params: { record: 'r1', fields: { name: 'x' } } }
    expect((await laptop.agent.ask(write)).body.decision).toBe('allow')
    await cancel(drill)
  })
  it('is helped, also about what needs no typing', async () => {
    for (const text of ['/claw help', '/claw incident help'])
      for (const words of [':pushpin:', 'Declare an incident'])
        expect(await typed('UPLATFORM', text)).toContain(words)
  })
})

describe('a secret', () => {
  it('is not taken as the name of one', async () => {
    expect(await typed('UPLATFORM', `/claw leak ${secret}`)).toContain('Name the secret, not its value')
    expect(await typed('UPLATFORM', '/claw leak BILLING_API_KEY --drlil')).toContain('no option')
    expect(JSON.stringify(await incidents())).not.toContain('Credential leak')
  })
  it('is masked in whatever people type and fill in', async () => {
    const id = await people.declare('UPLATFORM', `sev4 ${secret} is in a log`)
    await laptop.people.command('UPLATFORM', `/claw note ${id} found ${secret} there`)
    await people.fill('UPLATFORM', id, 'incident.update', { text: `We saw ${secret}` })
    await people.fill('UPLATFORM', id, 'incident.follow-up', {
      what: `Rotate ${secret}`,
      owner: 'UPRODUCT',
      due: '2090-01-15',
    })
    await people.fill('UPLATFORM', id, 'incident.severity', { severity: '3', reason: `It was ${secret}` })
    await laptop.people.command('UPLATFORM', `/claw pause agent:second-agent because of ${secret}`)
    await laptop.people.command('UPLATFORM', '/claw resume agent:second-agent')
    // The note escapes what Markdown would format.
    const note = (await typed('UPLATFORM', `/claw incident report ${id}`)).replaceAll('\\', '')
    for (const words of ['is in a log', 'found ‹', 'We saw ‹', 'Rotate ‹', 'It was ‹'])
      expect(note).toContain(words)
    expect(note).not.toContain(secret)
    expect(JSON.stringify(await incidents())).not.toContain(secret)
    expect(JSON.stringify(await laptop.table.items())).not.toContain(secret)
    await cancel(id)
  })
})

describe('a form', () => {
  it('does not post an update that says nothing', async () => {
    const id = await people.declare('UPLATFORM', 'sev4 it is slow')
    expect(await people.fill('UPLATFORM', id, 'incident.update', { text: ' \n ' })).toMatchObject({
      errors: { text: 'Say what is new: everybody in this channel reads it.' },
    })
    expect(await people.told(id, '(empty)')).toBe(0)
    await cancel(id)
  })
  it('says when an incident was already declared from the message, and changes nothing', async () => {
    const body = { user: 'USUPPORT', channel: 'COPS', text: `Login fails with ${secret}` }
    const { ts } = (await laptop.send<{ ts: string }>('POST', '/_local/messages', { body })).body
    const declare = async (user: string, severity: string) => {
      await laptop.send('POST', '/_local/shortcuts', {
        body: { user, channel: 'COPS', ts, callback_id: 'incident.declare' },
      })
      const view = await until('the form', async () =>
        (await laptop.people.views(user)).find(({ callback_id: id }) => id === 'incident.declare'),
      )
      const values = { 'incident-field.severity': severity }
      const sent = await laptop.send('POST', `/_local/views/${view.id}/submit`, { body: { user, values } })
      if (sent.body['errors']) await laptop.send('POST', `/_local/views/${view.id}/close`, { body: { user } })
      return sent.body
    }
    const forbidden = { errors: { title: 'Only people with a role can declare an incident.' } }
    expect(await declare('UGUEST', '1')).toMatchObject(forbidden)
    expect(await declare('USUPPORT', '4')).toEqual({})
    const [declared] = await incidents()
    expect(declared).toMatchObject({ title: 'Login fails with ‹GitHub token, 40 characters›', severity: 4 })
    expect(await declare('UGUEST', '1')).toMatchObject(forbidden)
    expect(JSON.stringify(await declare('UPLATFORM', '1'))).toContain(
      `${declared!.id} was already declared from this message (SEV4); nothing was changed.`,
    )
    expect(await incidents()).toMatchObject([{ severity: 4 }])
    await cancel(declared!.id)
    expect(JSON.stringify(await laptop.table.items())).not.toContain(secret)
  })
})

describe('what holds agents back', () => {
  const home = async (): Promise<string> => JSON.stringify(await laptop.people.home('UPLATFORM'))
  const free = 'Nothing is stopped: agents may run.'
  it('is said by /claw status and App Home, with a stop and without', async () => {
    for (const [severity, words] of [
      [1, 'agents may only read'],
      [2, 'agents need a person for every write'],
    ]) {
      const id = await people.declare('UPLATFORM', `sev${severity} it is slow`)
      for (const said of [await typed('UPLATFORM', '/claw status'), await home()]) {
        expect(said).toContain(words)
        expect(said).not.toContain(free)
      }
      await laptop.people.command('UPLATFORM', '/claw pause agent:second-agent')
      for (const said of [await typed('UPLATFORM', '/claw status'), await home()])
        expect(said).toContain(words)
      await laptop.people.command('UPLATFORM', '/claw resume agent:second-agent')
      await cancel(id)
    }
    for (const said of [await typed('UPLATFORM', '/claw status'), await home()]) expect(said).toContain(free)
  })
})

describe('a mention, a link and signs', () => {
  it('arrive as they were typed', async () => {
    const id = await people.declare('UPLATFORM', 'sev4 a < b & c, as @support.owner says')
    expect(await incidents()).toMatchObject([{ title: 'a < b & c, as @support.owner says' }])
    expect(await typed('UPLATFORM', `/claw lead ${id} @support.owner`)).toContain('Done')
    expect(await typed('UPLATFORM', '/claw comms @USUPPORT2')).toContain('Done')
    expect(await incidents()).toMatchObject([{ lead: 'USUPPORT', comms: 'USUPPORT2' }])
    expect(await typed('UPLATFORM', `/claw lead ${id} @nobody`)).toContain('names nobody')
    await laptop.people.command('UPLATFORM', `/claw note ${id} see https://a.example/b?c=1&d=2`)
    expect(await typed('UPLATFORM', `/claw incident report ${id}`)).toContain(
      'see https://a.example/b?c=1&d=2`',
    )
    await cancel(id)
  })
})

describe('the list', () => {
  it('says how many it leaves out, and shows nothing to people without a role', async () => {
    const ids: string[] = []
    for (let n = 0; n < 12; n++) ids.push(await people.declare('UPLATFORM', `sev4 number ${n} is slow`))
    const shown = await typed('UPLATFORM', '/claw incident list')
    expect(shown).toMatch(/and \d more that are worked on/)
    const guests = await typed('UGUEST', '/claw incident')
    expect(guests).toContain('no incidents that you can see')
    expect(guests).not.toContain('slow')
  })
})
