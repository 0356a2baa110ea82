// What credentials look like in running text, so that they can be masked. Formats are the issuers' published ones.

export interface Found {
  start: number
  end: number
  kind: string
}

/** The first capture group, where there is one, is the secret; otherwise the whole match is. */
const patterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  [
    'private key',
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/,
  ],
  ['AWS access key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/],
  ['Slack token', /\bx(?:ox[abeprs]|app)-[A-Za-z0-9-]{10,250}/],
  ['Slack webhook', /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{20,200}/],
  ['GitHub token', /\b(?:gh[opsur]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})/],
  ['GitLab token', /\bglpat-[A-Za-z0-9_-]{20,100}/],
  ['Stripe key', /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,250}/],
  ['API key', /\bsk-(?:ant-|proj-|or-)?[A-Za-z0-9_-]{20,250}/],
  ['Google API key', /\bAIza[A-Za-z0-9_-]{35}/],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}/],
  ['SendGrid key', /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/],
  ['JSON web token', /\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{4,4000}\.[A-Za-z0-9_-]{8,1000}/],
  ['bearer token', /\b(?:Bearer|Basic)\s+([A-Za-z0-9._~+/=-]{12,2000})/i],
  ['password', /:\/\/[^\s:/@]{1,100}:([^\s/@]{1,200})@/],
  // No word boundary before the name: what matters is how it ends, as in PGPASSWORD or DB_TOKEN.
  [
    'password',
    /(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|client[-_]?secret|private[-_]?key)["']?\s{0,3}[=:]\s{0,3}["']?([^\s"',;&|]{4,500})/i,
  ],
  [
    'password',
    /(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key)["']?\s{0,3}[=:]\s{0,3}["']([^"'\n]{4,500})["']/i,
  ],
  ['password', /(?:^|\s)--(?:password|passphrase|secret|token|api-key)[= ]\s{0,3}["']?([^\s"']{4,500})/i],
  ['password', /(?:^|\s)--(?:password|passphrase|secret|token|api-key)[= ]\s{0,3}["']([^"'\n]{4,500})["']/i],
]

const matchesOf = (text: string, [kind, pattern]: (typeof patterns)[number]): Found[] => {
  // Almost no text holds a secret, and every request is searched: asking whether is far cheaper than asking where.
  if (!pattern.test(text)) return []
  return [...text.matchAll(new RegExp(pattern, `${pattern.flags}dg`))].map((match) => {
    const [start, end] = match.indices?.[1] ?? match.indices![0]!
    return { start, end, kind }
  })
}

/** Every secret in `text`, first to last, none overlapping another. Linear in the text: no pattern backtracks freely. */
export const findSecrets = (text: string): Found[] => {
  const all = patterns
    .flatMap((each) => matchesOf(text, each))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const found: Found[] = []
  for (const each of all) {
    if (each.start >= (found.at(-1)?.end ?? 0)) found.push(each)
  }
  return found
}
