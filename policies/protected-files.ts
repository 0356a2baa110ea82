// Which files an agent may not change by itself: those that say who it is, and those that run or are trusted later.
import { pathNames } from './file-path.ts'

/** IDENTI~1.MD is how Windows abbreviates IDENTITY.md. */
const identityFiles = new Set(['soul.md', 'identity.md', 'agents.md', 'tools.md', 'identi~1.md'])

/** Whether the path ends in SOUL.md, IDENTITY.md, AGENTS.md or TOOLS.md, however it is spelled. */
export const isIdentityFile = (path: string): boolean => identityFiles.has(pathNames(path).at(-1) ?? '')

/** Folders whose files are run, or trusted, by something else. */
const trustedFolders =
  /(^|\/)(\.git|\.husky|\.ssh|\.aws|\.gnupg|\.kube|\.openclaw(?!\/workspace)|cron(\.\w+|tabs)?|systemd|init\.d|profile\.d|sudoers\.d|launchagents|launchdaemons|autostart)\//
const trustedFiles =
  /(^|\/)(\.(bash|zsh)(rc|env|_profile|_login|_logout|_aliases)|\.z?(profile|login)|\.gitconfig|\.gitmodules|\.npmrc|\.envrc|\.netrc|crontab|rc\.local|sudoers|passwd|shadow|hosts|ld\.so\.preload|openclaw\.json|authorized_keys)$/

/** Whether writing to the path is a way to run a command, or to be let in, later. */
export const runsLater = (path: string): boolean => {
  const names = pathNames(path).join('/')
  return trustedFolders.test(names) || trustedFiles.test(names)
}

/** The paths that a patch adds, updates, deletes or moves to; its header lines may be indented and in any case. */
export const patchPaths = (patch: string): string[] => [
  ...Array.from(
    patch.matchAll(/^\s*\*{3}\s*(?:(?:add|update|delete)\s+file|move\s+to)\s*:(.*)$/gim),
    ([, path = '']) => path,
  ),
  // The headers of a unified or git diff, in case a tool reads those too.
  ...Array.from(
    patch.matchAll(/^(?:\+\+\+|---|rename (?:from|to)|copy to) (?:[ab]\/)?([^\t\n]+)/gim),
    ([, path = '']) => path,
  ),
]
