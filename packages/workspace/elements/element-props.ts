// Why: the agreement between an element's frame (confirming, waiting, failing) and the twenty kinds of element inside it.
import type { AnyElement, ElementState } from './state.ts'

/** What every element is given. */
export interface ElementProps {
  element: AnyElement
  state: ElementState
  busy: boolean
  labelling: Labelling
  /** Takes the state over and, where the element dispatches, tells the bot. */
  choose(state: ElementState): void
  /** Takes the state over and leaves the bot alone. */
  enter(state: ElementState): void
}

export interface Labelling {
  'aria-labelledby'?: string
  'aria-describedby'?: string
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-required'?: boolean
}
