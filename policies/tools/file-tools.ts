// OpenClaw's tools that read and write files, and those that take a picture or a document by its path.
import * as z from 'zod'
import type { Resource } from '../resources/resource.ts'
import { harmlessPattern } from '../shell/program.ts'
import {
  type Call,
  described,
  type Parameter,
  plain,
  reads,
  readsOrOpens,
  says,
  type Tool,
  unknown,
  writes,
} from './tool.ts'

/** Every name under which OpenClaw, or another agent, passes a path. */
const pathNames = 'path file_path filePath file'
const pathFields = (parameter: Parameter) => described(pathNames, parameter)
/** Where a file is moved or copied to. */
const targets = described('to destination newPath new_path target', writes)
const texts = described(
  'content oldText newText old_string new_string old_text new_text oldString newString text',
  says,
)
const needsPath = pathNames.split(' ')

const read: Tool = {
  parameters: { ...pathFields(reads), ...described('offset limit cursor optional maxBytes encoding', plain) },
  looks: true,
}

const write: Tool = {
  parameters: {
    ...pathFields(writes),
    ...targets,
    ...texts,
    ...described('edits replace_all replaceAll createDirs encoding append', plain),
  },
  needs: needsPath,
}

/** The paths that a patch adds, updates, deletes or moves to; its header lines may be indented and in any case. */
const patchPaths = (patch: string): string[] => [
  ...Array.from(
    patch.matchAll(/^\s*\*{3}\s*(?:(?:add|update|delete)\s+file|move\s+to)\s*:(.*)$/gim),
    ([, path = '']) => path.trim(),
  ),
  // The headers of a unified or git diff, in case a tool reads those too.
  ...Array.from(
    patch.matchAll(/^(?:\+\+\+|---|rename (?:from|to)|copy to) (?:[ab]\/)?([^\t\n]+)/gim),
    ([, path = '']) => path.trim(),
  ),
]
const patchText: Parameter = {
  shape: z.string('must be text').max(1_000_000, 'must have at most 1,000,000 characters'),
  resources: (patch: string): Resource[] => {
    const paths = patchPaths(patch).filter((path) => path !== '/dev/null')
    return paths.length > 0
      ? paths.map((path) => ({ kind: 'file', does: 'write', path }))
      : [unknown('a patch that names no file')]
  },
}
const patch: Tool = {
  parameters: { input: patchText, patch: patchText, ...pathFields(writes), ...targets },
  needs: ['input', 'patch', ...needsPath],
}

/** Names of files only. */
const list: Tool = { parameters: described('path limit after pattern depth', plain), looks: true }

const grep: Tool = {
  parameters: { pattern: says, path: plain, ...described('glob ignoreCase literal context limit', plain) },
  looks: true,
  together: ({ path, glob }: Call): Resource[] =>
    typeof glob === 'string' && harmlessPattern(glob)
      ? []
      : [{ kind: 'file', does: 'search', path: typeof path === 'string' ? path : '.' }],
}

const picture: Tool = {
  parameters: {
    ...described('path paths image images url', readsOrOpens),
    prompt: says,
    ...described('maxBytesMb maxImages model', plain),
  },
  looks: true,
}

const documents: Tool = {
  parameters: {
    ...described('pdf pdfs path url', readsOrOpens),
    prompt: says,
    ...described('pages password model maxBytesMb', plain),
  },
  looks: true,
}

const made = described(
  'action prompt model size aspectRatio resolution quality outputFormat background openai fal count timeoutMs lyrics instrumental durationSeconds format duration seed audio watermark enhancePrompt negativePrompt providerOptions',
  plain,
)
/** Makes a picture, a sound or a film in the agent's workspace from words and other pictures. */
const makes: Tool = {
  parameters: {
    ...made,
    ...described('image images video videos audioRef audioRefs firstFrame lastFrame', readsOrOpens),
    filename: writes,
  },
}

export const fileTools: Record<string, Tool> = {
  read,
  ls: list,
  find: list,
  grep,
  write,
  edit: write,
  apply_patch: patch,
  view_image: picture,
  image: picture,
  pdf: documents,
  memory_get: { parameters: { path: reads, ...described('from lines corpus', plain) }, looks: true },
  memory_search: {
    parameters: { query: says, ...described('maxResults minScore corpus limit', plain) },
    looks: true,
  },
  image_generate: makes,
  music_generate: makes,
  video_generate: makes,
}
