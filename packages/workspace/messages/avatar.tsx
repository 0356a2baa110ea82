// Why: a face for everyone without loading a picture: initials on a colour that belongs to the id.

export function Avatar({ id, name, small = false }: { id: string; name: string; small?: boolean }) {
  const initials = name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
  return (
    <span className={`avatar hue-${hueOf(id)} ${small ? 'avatar-small' : ''}`} aria-hidden="true">
      {initials}
    </span>
  )
}

const hues = 8

function hueOf(id: string): number {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 9973
  return sum % hues
}
