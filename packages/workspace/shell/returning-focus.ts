// Why: whoever closes a form or a panel with the keyboard goes on from where it was opened, not from the top of the page.
import { useEffect } from 'react'

/** Call it before what moves the focus: on leaving, the focus goes back to where it is now, if that is still there. */
export function useReturningFocus(): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
}
