// Why: one thing that cannot be drawn must not take the page with it (React knows boundaries only as classes).
import { Component, type ReactNode } from 'react'

interface Props {
  what: string
  children: ReactNode
}

export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <p className="error" role="alert">
        {this.props.what} could not be shown; the browser's console says why.
      </p>
    )
  }
}
