// `/claw leak`: a credential has leaked. It takes the name alone, because a value would leak once more.
import { parseDeclaration } from '#domain/incident/declaration.ts'
import { findSecrets } from '#domain/sensitive/secrets.ts'
import type { Command } from '../command.ts'
import { declareIncident } from '../declare-incident.ts'
import { say } from '../reply.ts'

const EXAMPLE = '/claw leak BILLING_API_KEY'

export const leak: Command = {
  name: 'leak',
  also: ['leaked'],
  usage: 'leak SECRET-NAME [--drill]',
  summary: 'a secret has leaked: four steps, each with evidence and a person',
  run: async (call) => {
    if (findSecrets(call.text).length > 0)
      return say(`Nothing was declared. Name the secret, not its value: ${EXAMPLE}`)
    const declaration = parseDeclaration(call.text)
    if ('sentence' in declaration) return say(`Nothing was declared. ${declaration.sentence}`)
    const secret = declaration.title.replaceAll('`', '')
    if (!/^[\w./:-]{1,100}$/.test(secret)) return say(`Name the secret, never its value: ${EXAMPLE}`)
    if (/^(?:help|list|inc-?\d+)$/i.test(secret))
      return say(`Nothing was declared. Name the secret that has leaked: ${EXAMPLE}`)
    const { drill } = declaration
    return declareIncident(
      call,
      { title: `Credential leak: ${secret}`, secret, severity: 2, unsure: false, drill },
      drill ? undefined : `leak/${secret.toUpperCase()}`,
    )
  },
}
