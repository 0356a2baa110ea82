// One thing that the doctor found: a sentence, and where it is open, the cure.

export interface Finding {
  state: 'protected' | 'open' | 'note'
  what: string
  cure?: string
}
