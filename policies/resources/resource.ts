// What a call touches, in one vocabulary for every tool: policies judge resources, whatever the parameter is called.

export type Resource =
  /** `send`: the file leaves the machine. `search`: everything in the folder is read. */
  | { kind: 'file'; does: 'read' | 'send' | 'write' | 'search'; path: string }
  | { kind: 'command'; text: string; folder?: string | undefined }
  | { kind: 'address'; url: string }
  | { kind: 'recipients'; names: string[] }
  | { kind: 'administration'; what: string }
  /** Something that nobody here knows, which is a reason to ask. */
  | { kind: 'unknown'; what: string }
  /** More than looking. */
  | { kind: 'action'; what: string }

/** A path, an address or text: what a value is that is given where any of them may be. */
export const looksLikeAddress = (text: string): boolean =>
  /^\s*(https?|wss?|ftp|file|view-source):/i.test(text)
