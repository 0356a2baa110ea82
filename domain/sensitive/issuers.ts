// What issuers publish about the look of their credentials: a prefix, an alphabet, a length. One table, which both the
// detector and the samples of its tests are made from.

/**
 * A template is literal text with runs of characters in it: `{a36}` is 36 letters or digits, `{a20-40}` 20 to 40 of them,
 * `(x|y)` either. The letters name alphabets. `!` at the end says that the last run ends exactly there: for prefixes which
 * would otherwise begin too much.
 */
export const alphabets: Readonly<Record<string, string>> = {
  a: 'A-Za-z0-9',
  A: 'A-Za-z',
  b: 'A-Za-z0-9+/',
  c: 'a-z',
  d: '0-9',
  e: 'A-Za-z0-9+/=_.~%-',
  h: '0-9a-f',
  H: '0-9A-Fa-f',
  l: 'a-z0-9',
  u: 'A-Z0-9',
  w: 'A-Za-z0-9_-',
  x: 'A-Za-z0-9=_.-',
}

const table = `
AWS key: (AKIA|ASIA|ABIA|ACCA){u16} A3T{u17}!
AWS Bedrock key: ABSK{b100-280} bedrock-api-key-{b40-900}
Alibaba Cloud key: LTAI{a17-24}
Tencent Cloud key: AKID{a32-36}
Yandex Cloud key: AQVN{w35-40} t1.{w30-200}.{w86} YC{w38}!
Scaleway key: SCW{u17}!
Google API key: AIza{w35}
Google token: ya29.{w20-500} GOCSPX-{w28} 1//0{w30-200}
Azure key: AzCa{w36}
Cloudflare token: (cfut|cfat|cfk)_{a40}{h8} v1.0-{w171}
DigitalOcean token: (dop|doo|dor)_v1_{h64}
Heroku key: HRKU-{w36-66}
Fly.io token: fo1_{w43} (fm1a|fm1r|fm2)_{b90-700}
Vercel token: (vcp|vck|vci|vca)_{a24-60}
Netlify token: nfp_{w36}
Render key: rnd_{a24-40}
Scalingo token: tk-us-{w48}
GitHub token: (ghp|gho|ghu|ghs|ghr)_{a36-251} github_pat_{w22-255}
GitLab token: (glpat|gldt|glrt|glft|glsoat|glffct|glimt|gldi)-{w20-300} glcbt-{a1-5}_{w20} glptt-{h40} gloas-{w64} glagent-{w50} GR1348941{w20}
Bitbucket token: ATBB{w28-60} BBDC-{b40-50}
Atlassian token: (ATATT3|ATCTT3|ATOATT|ATTA){e40-400}
npm token: npm_{a36}
PyPI token: pypi-{w50-1000}
RubyGems key: rubygems_{a48}
NuGet key: oy2{l43}!
crates.io token: cio{a32}!
Clojars token: CLOJARS_{a60}
Docker token: dckr_(pat|oat)_{w27-40}
JFrog token: AKCp{a69} cmVmdGtu{a56} cmVmd{a59}
Terraform token: {a14}.atlasv1.{x60-90}
Pulumi token: pul-{l40}
Vault token: (hvs|hvb|hvr).{w24-300} s.{a24}!
Doppler token: dp.(ct|pt|sa|scim|audit|st).{w36-90} dp.st.{l2-30}.{a40-44}
1Password token: ops_eyJ{b100-1000} A3-{u6}-{u11}-{u5}-{u5}-{u5} A3-{u6}-{u6}-{u5}-{u5}-{u5}-{u5}
age key: AGE-SECRET-KEY-1{u50-70}
Infisical token: st.{h24}.{h32}.{h32}
CircleCI token: (CCIPAT|CCIPRJ)_{a22}_{H40}
Buildkite token: (bkua|bkaj|bkct)_{l40}
Harness key: (pat|sat).{w22}.{a24}.{a20}
Octopus key: API-{u26-34}
Sonar token: (sqp|sqa|squ)_{h40}
Sourcegraph token: sgp_{H16}_{H40} sgp_local_{H40} sgp_{H40} (slk|sgph|sgpd)_{H64}
Snyk token: snyk_(uat|sat).{h8}.{w40-400}
Endor token: endr+{w16}
Prefect key: (pnu|pnb)_{a36}
dbt token: (dbtc|dbtu)_{w30-60}
Databricks token: (dapi|dkea|dose){h32}
Apify token: apify_api_{w36}
Postman key: PMAK-{w59}
ReadMe key: rdme_{l70}
Retool token: retool_{w30-60}
OpenShift token: sha256~{w43}
Rancher token: token-{l5}:{l54}
Tailscale key: tskey-{c2-12}-{w10-60}
Slack token: (xoxa|xoxb|xoxe|xoxo|xoxp|xoxr|xoxs|xoxc|xoxd|xapp|xwfp)-{x10-300} xoxe.xox(b|p)-1-{w100-250}
Discord token: (M|N|O){w23-27}.{w6}.{w27-45}
Telegram token: {d8-10}:AA{w32-35}
Stripe key: (sk|rk|pk)_(live|test|prod)_{w10-250} whsec_{b24-80} pi_{a24}_secret_{a25} seti_{a24}_secret_{a25} ek_(live|test)_{a20-200}
Square token: (sq0atp|sq0idp|sq0ids|sq0csp|sq0csb|sq0icb|sq0isp|sq0ira)-{w22-50} EAAA{w56-62} sqco_{a59}
PayPal token: access_token$(production|sandbox)\${l16}\${h32}
Plaid token: access-(sandbox|production|development)-{h8}-{h4}-{h4}-{h4}-{h12}
Adyen key: AQE{b80-250}
Razorpay key: rzp_(live|test)_{a14}
Flutterwave key: (FLWSECK|FLWPUBK)-{l32}-X (FLWSECK_TEST|FLWPUBK_TEST)-{l12} (FLWSECK_TEST|FLWPUBK_TEST)-{l32}-X
Pagar.me key: (ak|ek)_(live|test)_{a30}
Paddle key: pdl_(live|sdbx)_apikey_{a20-30}_{a20-30}_{a3}
Mollie key: (live|test)_{a30-40}!
Checkout.com key: (sk|pk)_(sbox_)_{a20-40} (sk|pk)_{h8}-{h4}-{h4}-{h4}-{h12}
Chargebee key: (live|test)_cu{a30-45}
GoCardless token: (live|sandbox)_{w40}!
Lob key: (live|test)_{h35}! (live|test)_pub_{h31}
Ramp secret: (ramp_sec|ramp_id)_{a40-48}
Duffel token: duffel_(test|live)_{x43}
EasyPost key: (EZAK|EZTK){a54}
Shippo token: shippo_(live|test)_{H40}
Fleetbase key: flb_(live|test)_{a20}
Shopify token: (shpat|shpca|shppa|shpss|shpua|shltm){w33-48}
Braintree token: (production|sandbox)_{l8}_{l16}
Alchemy key: alcht_{a30}
OpenAI key: sk-(proj|svcacct|admin|service|None)-{w40-250} sk-{a20}T3BlbkFJ{a20} sk-{a32-60} sess-{a40}
Anthropic key: sk-ant-{w30-140}
OpenRouter key: sk-or-{w30-90}
API key: sk-{w24-250}
Langfuse key: (sk-lf|pk-lf)-{h8}-{h4}-{h4}-{h4}-{h12}
LangSmith key: lsv2_(pt|sk)_{h32}_{h10}
Groq key: gsk_{a40-60}
xAI key: xai-{w70-90}
Perplexity key: pplx-{a40-56}
Hugging Face token: (hf|api_org)_{a30-40}
Replicate token: r8_{w37}
Together key: tgp_v1_{w40-50}
Fireworks key: fw_{a22-40}!
Pinecone key: pcsk_{a5-6}_{a60-70}
NVIDIA key: nvapi-{w60-70}
Jina key: jina_{a40-70}
Tavily key: tvly-{w30-50}
Firecrawl key: fc-{h32}!
Braintrust key: bt-st-{a40-60}
Weights & Biases key: wandb_v1_{w40-90}
ElevenLabs key: sk_{h48}!
E2B key: e2b_{h40}
Cerebras key: csk-{a40-60}
Voyage key: pa-{w40-50}!
Modal token: (ak|as)-{a22}!
Salad key: salad_cloud_{a1-7}_{a7-235}
Supabase key: sbp_{h40} sbp_oauth_{h40} sb_(secret|publishable)_{w20-50}
PlanetScale token: pscale_(tkn|pw|oauth)_{x32-64}
Neon key: napi_{l50-70}
Xata key: xau_{a30-60}
Airtable token: pat{a14}.{h64}
Notion token: ntn_{a40-50} secret_{a43}
Linear key: (lin_api|lin_oauth)_{a32-64}
Figma token: (figd|figp|figo|figu|figs)_{x36-60}
Asana token: (0|1|2)/{d10-20}:{a32}
ClickUp token: pk_{d5-10}_{u32}
Trello token: ATTA{h64}
Typeform token: tfp_{x40-60}
Contentful token: CFPAT-{w43} CFORG-{w43}
HubSpot token: pat-(na1|na2|eu1|ap1)-{a8}-{a4}-{a4}-{a4}-{a12} na1.{b100}
Salesforce token: 00D{a12}!{x90-120} 3MVG9{e70-251} 5AEP861{x70-200}
Intercom token: dG9rOj{b40-80}
Zoho token: 1000.{h32}.{h32}
LaunchDarkly key: (api|sdk|mob|rel)-{h8}-{h4}-{h4}-{h4}-{h12}
Statsig key: (secret|console)-{a30-60}!
PostHog key: (phc|phx|phs|pha|phr)_{w40-50}
Sentry token: sntrys_{e40-400} (sntryu|sntrya|sntryi)_{h64}
New Relic key: (NRAK|NRII|NRIQ|NRBR|NRJS|NRRA|NRSP|NRAA)-{w18-40} (AA|eu01xx){h36-40}-NRMA {h32}FFFFNRAL eu01xx{h26}FFFFNRAL
Datadog key: (ddp|ddw|ddapp|ddpat)_{a34-40}
Dynatrace token: (dt0c01|dt0s01|dt0s02|dt0s03|dt0s06|dt0s08|dt0s16|dt0e01).{a8-24}.{a64}
Grafana token: (glsa|glc)_{e32-400} eyJrIjoi{b60-400}
Honeycomb key: (hcaik|hcbik|hcxik|hcalk|hcamk)_{a30-80}
pganalyze key: pgar_{a27}
Rootly key: rootly_{h64}
FireHydrant key: fhb-{h32-64}
PagerDuty key: u+{w18}!
Checkly key: cu_{h32}!
Infracost key: ico-{a32}
SendGrid key: SG.{x60-72}
Brevo key: (xkeysib|xsmtpsib)-{w78-90}
Mailgun key: (key|pubkey)-{l32} {h32}-{h8}-{h8}
Mailchimp key: {h32}-us{d1-2} md-{w22}!
Resend key: re_{a8}_{a20-30}
Klaviyo key: pk_{h34}! pk_{a6}_{h34}
Twilio key: (SK|AC){H32}!
Mapbox token: (pk|sk|tk).eyJ{w30-400}.{w16-64} (pk|sk|tk).{l60}.{l22}
MaxMind key: {a6}_{a29}_mmk
Meta token: (EAAM|EAAC|EAAG|EAAB|EAAJ){a40-400} {d15-16}|{w27-40}
LinkedIn token: WPL_AP1.{w10-20}.{w10-30} AQV{w60-400}
X token: A{w0}AAAAAAAAAAAAAAAAAAAA{e40-200}
Twitch token: oauth:{l30}
Adobe secret: p8e-{a32} p8e-{w30-40}
Frame.io token: fio-u-{x64}
Dropbox token: sl.{w100-1400}
Authress key: (sc|ext|scauth|authress)_{l5-30}.{l4-6}.acc(-|_){w10-32}.{e30-120}
Intra42 secret: (s-s4t2ud|s-s4t2af|u-s4t2ud|u-s4t2af)-{h64}
SettleMint token: sm_(aat|pat|sat)_{a16}
Stytch secret: secret-(live|test)-{w30-50}
Clerk key: (sk|pk)_(live|test)_{w20-90}
WorkOS key: sk_(a_)_{a20-40}
Scrapfly key: scp-(live|test)-{h32}
Spectral token: spu-{l32}
AppSync key: da2-{l26}
Adafruit key: aio_{a28}
Ubidots token: BBFF-{a30}
WakaTime key: waka_{h8}-{h4}-{h4}-{h4}-{h12}
TruffleHog key: (thog-key|thog-secret)-{h16-32}
Bannerbear key: bb_(pr|ma)_{h30}
Route4Me key: rh-api-{H8}-{H4}-{H4}-{H4}-{H12}
PubNub key: (pub|sub|sec)-c-{l8}-{l4}-{l4}-{l4}-{l12}
Portainer key: ptr_{e20-60}
Voiceflow key: VF.{H24}.{a16} VF.(DM|WS).{H24}.{a16}
ClickHouse key: 4b1d{a38}!
Web API key: web_{l32}! secret_{a16-50}!
Nightfall key: NF-{a32}
Finage key: API_KEY{u32}
Persona key: persona_(production|sandbox)_{w20-60}
ShipStation key: (TEST|PROD)_{w40-50}!
`

export interface Issuer {
  kind: string
  template: string
}
export const issuers: readonly Issuer[] = table
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [, kind, templates] = /^(.+?): (.+)$/.exec(line)!
    return templates!.split(' ').map((template) => ({ kind: kind!, template }))
  })
