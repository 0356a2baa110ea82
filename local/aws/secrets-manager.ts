// Why: handlers read their secrets from Secrets Manager; on the laptop the fixed ones answer there.
import { secretValues } from '../fixed-secrets.ts'
import type { LocalNames } from '../resources.ts'
import type { Routes } from '../routes.ts'

interface Secret {
  ARN: string
  Name: string
  SecretString: string
}

/** `GetSecretValue` in AWS JSON 1.1, by name or ARN, for every secret of serverless.yml that has a fixed value. */
export function secretsManagerRoutes(names: LocalNames, path: string): Routes {
  const secrets = names
    .ofType('AWS::SecretsManager::Secret')
    .flatMap(({ logicalId, properties }): Secret[] => {
      const value = secretValues[logicalId]
      if (!value) return []
      return [
        {
          ARN: String(names.resolve({ Ref: logicalId })),
          Name: String(names.resolve(properties['Name'])),
          SecretString: JSON.stringify(value),
        },
      ]
    })
  return {
    [`POST ${path}`]: async (request) => {
      if (request.headers.get('x-amz-target') !== 'secretsmanager.GetSecretValue') {
        return failure('InvalidRequestException', 'The laptop knows GetSecretValue only.')
      }
      const { SecretId } = (await request.json()) as { SecretId?: unknown }
      const secret = secrets.find(({ ARN, Name }) => SecretId === ARN || SecretId === Name)
      if (!secret) {
        return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
      }
      return answer(200, { ...secret, VersionId: 'local', VersionStages: ['AWSCURRENT'], CreatedDate: 0 })
    },
  }
}

const failure = (type: string, message: string) => answer(400, { __type: type, message })

const answer = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/x-amz-json-1.1' } })
