// Says what it means to write a file: nothing, or that something runs, loads, trusts or obeys it later without people being asked.
import { data, sources } from './file-kinds.ts'
import type { Landing } from './path.ts'

export type Meaning = 'ordinary' | 'behaviour' | 'gateway' | 'device' | 'skill' | 'runs-later' | 'outside'

/** Always there, whatever a team's list says. IDENTI~1.MD is how Windows abbreviates IDENTITY.md. */
const behaviour = new Set([
  'soul.md',
  'identity.md',
  'agents.md',
  'tools.md',
  'memory.md',
  'user.md',
  'heartbeat.md',
  'identi~1.md',
  'heartb~1.md',
])

/** Names of Model Context Protocol settings, which decide what programs a gateway starts. */
const gatewayNames =
  /^(openclaw\.json5?|openclaw\.plugin\.json|\.?mcp(_settings|[-.]config|servers)?\.json|mcp-servers\.json|mcporter\.json|claude_desktop_config\.json|auth-profiles\.json|exec-approvals\.json)$/
const gatewayPlaces =
  /(^|\/)(\.openclaw|\.clawdbot|\.moltbot)(\/|$)|(^|\/)(extensions|plugins|node_modules|dist)\/(@[^/]+\/)?claw-control(\/|$)|(^|\/)node_modules\/openclaw(\/|$)|(^|\/)etc\/(default\/)?(openclaw|claw-control)|(systemd|launchagents|launchdaemons|init\.d|supervisor|conf\.d|autostart)\/(.*\/)?[^/]*(openclaw|claw-control|clawd)[^/]*(\/[^/]*)?$/
/** Beside the workspace stands what the gateway loads: only a path that climbs reaches it. */
const besideWorkspace = /^(extensions|plugins|agents|credentials|identity|devices|cron)(\/|$)|^\.env(\.|$)/

/** What an agent is taught, and what is run when something happens to it. */
const agentCode =
  /^(skills|hooks)\/|(^|\/)\.(agents|claude|codex|github|cursor)\/(skills|hooks|agents|commands)\/|(^|\/)skill\.md$/
const agentCodeOutside = /(^|\/)(skills|hooks)\//
const runFolders =
  /(^|\/)(node_modules|bin|sbin|objects|refs|site-packages|dist-packages|__pypackages__|cron(\.\w+|tabs?)?|systemd|init\.d|rc\d?\.d|profile\.d|sudoers\.d|modprobe\.d|modules-load\.d|launchagents|launchdaemons|autostart|startup|pam\.d|udev|conf\.d|sites-enabled|git-hooks|githooks|workflows|pipelines|jenkins|tekton|buildkite|ansible|roles|playbooks|terraform|helm|k8s|kubernetes|manifests|deploy(ment)?s?|docker|ci)\//
const runNames =
  /^(head|config|packed-refs|fetch_head|orig_head|make|configure|gradlew|mvnw|sbt|rebar3?|crontab|build|workspace|module|owners|codeowners|hosts|passwd|shadow|group|sudoers|authorized_keys|environment|profile|_?vimrc|_?gvimrc|_netrc|_emacs|rust-toolchain|.*file|.*rc|.*_?profile|.*_aliases|.*_login|.*_logout)$|^[a-z]+-?(commit|checkout|merge|push|receive|rebase|update|applypatch|applypatch-msg|commit-msg|auto-gc)(-msg)?$/
const runFiles =
  /^(sitecustomize|usercustomize|conftest|setup|noxfile|fabfile|tasks|wscript|sconstruct|site|dodo|gunicorn\.conf|__init__|__main__)\.py$|^(gulpfile|gruntfile|jakefile|cakefile|.*rc|.*\.(config|conf|setup|preset)|webpack.*|vite.*|setuptests|jest[-.]setup|next-env\.d|service-worker|_worker|middleware|pnpmfile|ember-cli-build|index\.html)\.[cm]?[jt]sx?$|^(build|magefile)\.(rs|zig|go)$|^(init|rc|xmake|premake\d*|conf)\.lua$|profile\.ps1$|\.(gemspec|podspec|cabal|pth|psd1|mk|mak|make|cmake|gradle|sbt|bazel|bzl|nix|lnk|desktop|service|timer|socket|target|path|mount|rules|reg|plist|url|inf|scr|vbs|wsf|hta|msi|com|exe|dll|so|dylib|node|wasm|pyc|class|jar|war|whl|gem|deb|rpm|a|o|elf|bin|iso|img|code-workspace|sublime-project|iml|vim|el|applescript|scpt|workflow|action|nse|rules|service-account|htaccess|tf|tfvars|hcl|rego|cedar|kts)$|^(rakefile|guardfile|package|capfile|dangerfile|cmakelists|meson\.build|snakefile|manage|wsgi|asgi|artisan)\b.*\.(rb|swift|js|txt|py|kts)$|^(dockerfile|containerfile|makefile|justfile|jenkinsfile)([-_.].*)?$|^requirements.*\.txt$|^constraints.*\.txt$|^robots-deploy\.txt$|^cmakelists\.txt$/
/** Instructions that other agents and editors take as theirs. */
const instructionFiles =
  /^(claude(\.local)?|gemini|copilot-instructions|agent|bootstrap|boot|skill|conventions|rules|system|system[-_]prompt|prompt|instructions)\.(md|mdc|txt|toml)$|\.(mdc|cursorrules|instructions\.md|prompt\.md|chatmode\.md)$/
const toolSettings =
  /(^|[-_.])(ci|pipelines?|build|buildspec|appspec|compose|docker|hooks?|lefthook|tasks?|taskfile|workflows?|actions?|conf|config|configuration|settings?|serverless|sam|deploy|deployment|helm|helmfile|charts?|values|playbook|ansible|site|inventory|k8s|kube|kustomization|cloud|cloudbuild|app|mkdocs|pubspec|package|npm-shrinkwrap|composer|lock|lockfile|workspace|pnpm|yarn|codecov|dependabot|renovate|pre-commit|service|services|stack|template|skaffold|goreleaser|netlify|render|fly|heroku|railway|vercel|now|wrangler|buf|sqlc|dbt|profiles|environment|conda|meta|recipe|snapcraft|flatpak|rc|eslint|prettier|babel|tsconfig|jsconfig|biome|deno|jest|vitest|vite|nodemon|turbo|nx|lerna|angular|project|firebase|amplify|manifest|launch|extensions|keybindings|devcontainer|pyproject|cargo|rustfmt|clippy|rust-toolchain|pdm|poetry|pipfile|uv|hatch|ruff|black|mise|devbox|gemrc|database|application|bootstrap|log4j2?|logback|pom|ivy|nuget|web|server|standalone|mcp|mcpservers|agents?|claude|cursor|codex|openclaw|procfile|supervisord|circus|nginx|prometheus|alertmanager|grafana|datadog|sentry|crowdin|tox|setup|bunfig|just|moon|pants|bazel|buck|gitversion|appveyor|circle|travis|drone|woodpecker|semaphore|bitrise|codemagic|screwdriver|wercker|shippable|azure-pipelines|bitbucket-pipelines|gitlab-ci|jenkins|tekton|argo|argocd|flux|spinnaker|concourse)([-_.]|$)/
const ordinaryHidden =
  /^\.(gitkeep|keep|gitignore|editorconfig|env\.(example|sample|template)|well-known|changeset)$/

const extensionOf = (name: string): string => /(?<=[^.].*\.)[^.]+$/.exec(name)?.[0] ?? ''

const runsLater = (names: readonly string[]): boolean => {
  const name = names.at(-1) ?? ''
  const whole = names.join('/')
  if (names.some((each) => each.startsWith('.') && !ordinaryHidden.test(each))) return true
  if (runFolders.test(whole) || runNames.test(name) || runFiles.test(name) || instructionFiles.test(name))
    return true
  const extension = extensionOf(name)
  if (extension === '') return name.startsWith('.') && !ordinaryHidden.test(name)
  const stem = name.slice(0, -extension.length - 1)
  if (/^(json5?|jsonc|ya?ml|toml|xml)$/.test(extension)) return toolSettings.test(stem)
  if (/^(lock|mod|work|sum)$/.test(extension)) return true
  return !sources.has(extension) && !data.has(extension)
}

/** Devices, and the kernel's own switches. */
const device = /^(dev|proc|sys)\//

/** What writing to this place means, the gravest first; `documents` are the team's own behaviour documents, in lower case. */
export const meaningOf = (landing: Landing, documents: ReadonlySet<string>): Meaning => {
  const { names, inside, absolute, beside } = landing
  const name = names.at(-1) ?? ''
  const agentHome = names.findIndex(
    (each, index) => each === '.openclaw' && /^workspace/.test(names[index + 1] ?? ''),
  )
  const own = agentHome < 0 ? names : names.slice(agentHome + 2)
  const whole = own.join('/')
  if (behaviour.has(name) || documents.has(name)) return 'behaviour'
  if (absolute && device.test(whole) && whole !== 'dev/null') return 'device'
  if (gatewayNames.test(name) || gatewayPlaces.test(whole)) return 'gateway'
  if (beside && besideWorkspace.test(beside.join('/'))) return 'gateway'
  if (inside ? agentCode.test(whole) : agentCodeOutside.test(whole)) return 'skill'
  if (runsLater(own)) return 'runs-later'
  return inside ? 'ordinary' : 'outside'
}
