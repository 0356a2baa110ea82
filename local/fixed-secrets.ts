// Why: on a laptop the secrets are fixed and public, so that scripts can use them; they open nothing anywhere else.

export const slackSecret = {
  signingSecret: 'local-signing-secret',
  botToken: 'xoxb-local-bot-token',
} as const

/** What each `AWS::SecretsManager::Secret` of serverless.yml holds, by logical id. */
export const secretValues: Record<string, Record<string, string>> = {
  SlackSecret: slackSecret,
  CanarySecret: { token: 'local-canary-token' },
  UpdatesWebhookSecret: {},
  WebhookSecret: {
    token: 'local-webhook-token',
    pagerduty: 'local-pagerduty-secret',
    github: 'local-github-secret',
  },
}

export const agents = [
  { token: 'local-agent-token', agent: 'demo-agent', owner: 'UPRODUCT' },
  { token: 'local-agent-token-2', agent: 'second-agent', owner: 'UPLATFORM' },
] as const

export const operator = { token: 'local-operator-token', operator: 'local-operator' } as const
