// What people are told when the kill switch fails its own test: an agent may go on although it was paused.
import { bold, header, people, richText, section, text } from '../shared/elements.ts'
import { brief, escaped } from '../shared/escape.ts'

export const selfTestFailed = (problem: string, mention: readonly string[]) => ({
  text: `🚨 The kill switch did not pass its self-test: ${escaped(brief(problem, 300))}`,
  blocks: [
    header('🚨 The kill switch failed its self-test'),
    richText(
      section(
        text('A pause of the canary was not confirmed within 5 s: '),
        bold(brief(problem, 300)),
        text('. Until this is found, do not rely on a pause alone: stop agents where they run.'),
      ),
      ...(mention.length > 0 ? [section(...people(mention, 10))] : []),
    ),
  ],
})
