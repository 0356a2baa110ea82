// Why: who you are, the theme, what you read and typed stay across reloads; a browser that refuses storage loses only that.

export function remembered<T>(key: string, otherwise: T): T {
  try {
    const stored = localStorage.getItem(`claw.${key}`)
    return stored === null ? otherwise : (JSON.parse(stored) as T)
  } catch {
    return otherwise
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`claw.${key}`, JSON.stringify(value))
  } catch {
    // Private windows and full storage: the page works the same until it is reloaded.
  }
}
