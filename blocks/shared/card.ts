// A message that lives on: what it shows, and the mark by which it is found again.
import type { KnownBlock } from '@slack/types'

export interface Card {
  text: string
  blocks: KnownBlock[]
  metadata: { eventType: string; key: string }
}
