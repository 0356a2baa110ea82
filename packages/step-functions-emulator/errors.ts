// The two ways to fail: a state fails (Retry and Catch may answer), or a call of the API is refused.

/** `name` is the ASL error name that ErrorEquals is matched with, `message` is the Cause. */
export class StateError extends Error {
  constructor(name: string, cause: string) {
    super(cause)
    this.name = name
  }
}

/** `name` is the error type that AWS documents for the call, which the SDK turns into its exception classes. */
export class ApiError extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** A defect met while a state ran fails the execution with its own words; it must not stop the engine. */
export function asStateError(error: unknown): StateError {
  if (error instanceof StateError) return error
  return new StateError('States.Runtime', error instanceof Error ? error.message : String(error))
}
