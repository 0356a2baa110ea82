// One sentence in a window of its own, for people who clicked where no message can be shown to them alone.
import type { ModalView } from '@slack/types'
import { plain, sentence } from './elements.ts'

export const noticeView = (words: string): ModalView => ({
  type: 'modal',
  title: plain('claw-control'),
  close: plain('Close'),
  blocks: [sentence(words)],
})
