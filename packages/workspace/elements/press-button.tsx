// Why: a button that cannot be pressed for the moment keeps the keyboard's focus; `disabled` would drop it, and Esc with it.
import type { ComponentProps } from 'react'

export function PressButton({ off, onClick, ...rest }: ComponentProps<'button'> & { off: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={off}
      onClick={(event) => {
        if (off) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}
