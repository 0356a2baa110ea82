// Answers of one sentence, which several commands give.
import { sentence } from '#blocks/shared/elements.ts'
import { escaped } from '#blocks/shared/escape.ts'
import type { Answer } from './command.ts'

export const say = (words: string): Answer => ({ text: escaped(words), blocks: [sentence(words)] })

export const notChecked = (): Answer =>
  say('Your account could not be checked just now, so nothing was done. Try again in a moment.')
