// Why: handlers find the laptop's services through the same variables that AWS and the SDK give them.
import { LIVE_PATH } from './aws/api-gateway/live.ts'
import type { LocalNames } from './resources.ts'
import type { Service } from './service.ts'

/** Under our one port, what stands in for each service. The SDK and WebClient append to these. */
export const servicePaths = {
  dynamodb: '/_aws/dynamodb',
  stepFunctions: '/_aws/step-functions',
  secretsManager: '/_aws/secrets-manager',
  live: '/_aws/live',
  slack: '/_slack/api',
} as const

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }

/** For the laptop's own SDK clients, which must not take part in rehearsed failures. */
export const directClient = (endpoint: string, region: string) => ({ endpoint, region, credentials })

/**
 * Every function's variables as one set, since all share this process. Two functions that want different values
 * for one name could not both be right, so that is an error.
 */
export function localEnvironment(service: Service, names: LocalNames, url: string): Record<string, string> {
  const variables: Record<string, string> = {}
  const sources = [
    { key: 'provider', environment: service.environment },
    ...service.functions.map(({ key, environment }) => ({ key, environment })),
  ]
  for (const { key, environment } of sources) {
    for (const [name, raw] of Object.entries(environment)) {
      const value = String(names.resolve(raw))
      if ((variables[name] ?? value) !== value) {
        throw new Error(`serverless.yml: ${key} wants ${name}=${value}, another function ${variables[name]}.`)
      }
      variables[name] = value
    }
  }
  // Options for the Lambda runtime's own start; this process has long started.
  delete variables['NODE_OPTIONS']
  return {
    ...variables,
    AWS_REGION: service.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    // A laptop's own AWS configuration must neither be read nor reached.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: url + servicePaths.dynamodb,
    AWS_ENDPOINT_URL_SFN: url + servicePaths.stepFunctions,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url + servicePaths.secretsManager,
    API_URL: url,
    LIVE_URL: `${url.replace(/^http/, 'ws')}${LIVE_PATH}`,
    LIVE_API_ENDPOINT: url + servicePaths.live,
    SLACK_API_URL: `${url}${servicePaths.slack}/`,
  }
}
