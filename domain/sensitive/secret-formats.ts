// What credentials look like by themselves, in the forms their issuers publish. Every repetition has a bound, so that a
// text of any kind is read in time proportional to its length.

/** The first capture group, where there is one, is the secret; otherwise the whole match is. */
export type Format = readonly [kind: string, pattern: RegExp]

export const issuedFormats: readonly Format[] = [
  [
    'private key',
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/,
  ],
  [
    'private key',
    /\bPuTTY-User-Key-File-\d:[^\n]{0,100}(?:\n[A-Z][A-Za-z-]{2,30}: [^\n]{0,200}|\n[A-Za-z0-9+/=]{1,80}){0,100}|\bAGE-SECRET-KEY-1[A-Z0-9]{50,70}/,
  ],
  ['AWS access key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/],
  ['Slack token', /\bx(?:ox[abeprs]|app)-[A-Za-z0-9-]{10,250}/],
  ['Slack webhook', /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{20,200}/],
  ['Discord webhook', /discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/[A-Za-z0-9_-]{20,100}/],
  ['Discord token', /\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}/],
  ['Telegram token', /\b\d{8,10}:AA[A-Za-z0-9_-]{32,35}/],
  ['GitHub token', /\b(?:gh[opsur]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})/],
  ['GitLab token', /\bgl(?:pat|rt|dt|ptt|soat|cbt|agent|ft)-[A-Za-z0-9_-]{20,100}/],
  ['Stripe key', /\b(?:(?:sk|rk|pk)_(?:live|test)_|whsec_)[A-Za-z0-9]{16,250}/],
  ['API key', /\bsk-(?:ant-|proj-|or-)?[A-Za-z0-9_-]{20,250}/],
  ['Google API key', /\bAIza[A-Za-z0-9_-]{33,35}/],
  [
    'Google token',
    /\b(?:ya29\.[A-Za-z0-9_-]{20,500}|GOCSPX-[A-Za-z0-9_-]{20,40}|1\/\/0[A-Za-z0-9_-]{30,200})/,
  ],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}/],
  ['SendGrid key', /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/],
  // Shopify, DigitalOcean, Grafana, Hugging Face, Figma and others: a name of their own, then a long run with a digit in it.
  [
    'API key',
    /\b(?:do[opr]_v1_|shp(?:at|ss|ca|pa)_|sbp_|rubygems_|dckr_pat_|lin_api_|ntn_|sntry[su]_|pscale_(?:tkn|pw|oauth)_|dp\.(?:pt|st|ct)\.|gl(?:sa|c)_|hf_|figd_|gsk_|r8_|pplx-|xai-|pypi-|sq0csp-|PMAK-|HRKU-|ATATT3|hvb\.)(?=[A-Za-z0-9_-]{0,60}\d)[A-Za-z0-9_%-]{27,500}/,
  ],
  [
    'API key',
    /\b(?:SK|AC|key-|dapi)[0-9a-f]{32}\b|\bsecret_[A-Za-z0-9]{40,50}\b|\bsl\.[A-Za-z0-9_-]{100,200}/,
  ],
  ['API key', /\b(?:EAAC[A-Za-z0-9]{30,300}|A{18,22}[A-Za-z0-9%]{40,200})/],
  ['API key', /\b(?:hvs\.|sq0atp-|NRAK-)[A-Za-z0-9_-]{20,200}/],
  ['API key', /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{60,64}|\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,100}/],
  [
    'API key',
    /\b[0-9a-f]{32}-us\d{1,2}\b|\baccess_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[0-9a-f]{32}/,
  ],
  [
    'API key',
    /\bsk\.eyJ[A-Za-z0-9_-]{20,400}\.[A-Za-z0-9_-]{16,64}|[A-Za-z0-9_~.]{3}8Q~[A-Za-z0-9_~.-]{31,34}/,
  ],
  // Two parts of base64 with JSON in the first; the signature may be missing, and encrypted ones have five parts.
  [
    'JSON web token',
    /\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{4,4000}\.[A-Za-z0-9_-]{0,1000}(?:\.[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{1,200})?/,
  ],
  [
    'signed address',
    /[?&;](?:X-Amz-(?:Signature|Security-Token)|X-Goog-Signature|sig|signature)=([A-Za-z0-9%+/=_-]{16,2000})/i,
  ],
  ['password', /:\/\/[^\s:/@]{0,100}:([^\s/@]{1,200})@/],
  ['password', /:\/\/([A-Za-z0-9_-]{20,200})@/],
]
