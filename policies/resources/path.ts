// Reads a path as the most generous file system would, and says where it lands, so that another spelling is still the same file.

/** What the plugin found on the gateway: where each path of the parameters really leads, links and `..` followed. */
export interface Resolved {
  workspace: string
  paths: Record<string, string>
}

export interface Landing {
  /** Inside the agent's workspace; unknown places are outside. */
  inside: boolean
  /** Lower-case names: from the workspace down when inside, from the root or the home otherwise. */
  names: string[]
  /** Starts with a root, a drive or a home. */
  absolute: boolean
  /** From the folder around the workspace down, where the path leads there: the gateway keeps its own things beside it. */
  beside?: string[] | undefined
}

const percentDecoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Invisible characters, and everything after a NUL, never reach the file system or are ignored by it. */
const visible = (path: string): string => path.replace(/\0.*$/s, '').replace(/[\p{Cf}\p{Cc}]/gu, '')

/** Windows drops dots and spaces at a name's end, and a colon starts a stream of the same file. */
const plainName = (name: string): string =>
  name
    .replace(/^["'\s]+/, '')
    .replace(/(?<=.):.*$/, '')
    .replace(/["'.\s]+$/, '')

const spelled = (path: string): string => {
  const seen = visible(path.normalize('NFKC'))
    .trim()
    .replace(/^["'@]+/, '')
  return (/^file:/i.test(seen) ? percentDecoded(seen.replace(/^file:(\/\/)?/i, '')) : seen).toLowerCase()
}

/** A home, by whichever name a shell or a tool knows it; what else a variable stands for nobody knows. */
const home = /^(~[^/\\]*|\$\{?home\}?|%userprofile%)(?=[/\\]|$)/
const rooted = /^([/\\]|[a-z]:|\$|%\w+%)/

/** Where a path leads by its spelling alone. */
export const readPath = (path: string): Landing => {
  const given = spelled(path)
  const absolute = home.test(given) || rooted.test(given)
  const names: string[] = []
  let climbs = false
  for (const raw of given.replace(home, '~').split(/[/\\]+/)) {
    const step = raw.trim()
    if (step === '..') climbs = names.pop() === undefined || climbs
    else if (plainName(step) !== '') names.push(plainName(step))
  }
  return { inside: !absolute && !climbs, names, absolute, beside: climbs && !absolute ? names : undefined }
}

/** The lower-case names that the path is made of, with `.`, `..` and empty ones resolved. */
export const pathNames = (path: string): string[] => readPath(path).names

const below = (folder: string, path: string): string | undefined => {
  const root = folder.replace(/\/+$/, '')
  if (root === '' || !path.startsWith('/') || /(^|\/)\.\.(\/|$)/.test(path)) return undefined
  if (path === root) return ''
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined
}

const outside = (real: string, workspace: string): Landing => {
  const beside = below(workspace.replace(/\/+[^/]*\/*$/, ''), real)
  return {
    ...readPath(real),
    inside: false,
    beside: beside === undefined ? undefined : pathNames(`./${beside}`),
  }
}

/**
 * Every place that a path stands for: as it is spelled, and as the gateway resolved it. Undefined when the gateway
 * resolved the call's paths and this one is not among them.
 */
export const landingsOf = (path: string, resolved: Resolved | undefined): Landing[] | undefined => {
  const bySpelling = readPath(path)
  if (!resolved) return [bySpelling]
  const real = Object.hasOwn(resolved.paths, path) ? resolved.paths[path] : undefined
  if (real === undefined) return undefined
  const inner = below(resolved.workspace, real)
  const landing =
    inner === undefined ? outside(real, resolved.workspace) : { ...readPath(`./${inner}`), inside: true }
  // An absolute spelling of a place inside is inside; its names from the root down say nothing more.
  return bySpelling.inside ? [landing, { ...bySpelling, inside: landing.inside }] : [landing]
}

/** Where a word of a command leads: as the gateway resolved it where it did, else by its spelling, below `folder`. */
export const placesOf = (path: string, resolved: Resolved | undefined): Landing[] => {
  const known = resolved && landingsOf(path, resolved)
  if (known) return known
  const inner = resolved && below(resolved.workspace, path)
  return inner === undefined ? [readPath(path)] : [readPath(`./${inner}`)]
}
