// The commands, one line each, as the help shows them.
import type { KnownBlock } from '@slack/types'
import { bullets, code, header, richText, text } from './shared/elements.ts'

export const commandList = (
  title: string,
  commands: readonly { usage: string; summary: string }[],
): KnownBlock[] => [
  header(title),
  richText(bullets(commands.map(({ usage, summary }) => [code(`/claw ${usage}`), text(`  ${summary}`)]))),
]
