// What buttons and forms carry, as their JSON says; undefined for what is none, which every schema refuses.
export const parsedJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
