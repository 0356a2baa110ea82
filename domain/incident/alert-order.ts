// Which of two words on the same alert is the later one. Deliveries overtake each other, so the source's own times count first.

export interface AlertWord {
  status: 'firing' | 'resolved'
  /** When it reached us. */
  at: string
  /** When what it speaks of began. */
  startsAt?: string | undefined
  /** When the source says that this became so. */
  saidAt?: string | undefined
}

/** A source whose clock is ahead must not silence what it says next. */
const own = ({ saidAt, at }: AlertWord): string | undefined =>
  saidAt === undefined ? undefined : saidAt < at ? saidAt : at

/**
 * Whether `word` speaks of an earlier time than `than` does, so that it changes nothing any more. Where one of them has no
 * time of its own, the order in which they came decides, and what came at the same time is not older.
 */
export const isOlder = (word: AlertWord, than: AlertWord): boolean => {
  if (
    word.status === 'resolved' &&
    than.status === 'firing' &&
    word.startsAt !== undefined &&
    than.startsAt !== undefined &&
    word.startsAt < than.startsAt
  )
    return true
  const [mine, theirs] = [own(word), own(than)]
  return mine !== undefined && theirs !== undefined ? mine < theirs : word.at < than.at
}
