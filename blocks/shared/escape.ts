// Text that others wrote (agents above all), made safe to look at: nothing invisible, nothing that turns the reading
// direction, nothing cut without saying so. It is shown only where Slack takes text literally: plain_text and rich text.

/** First what makes one emoji out of several, or chooses its look, and only there; it is kept. */
const inEmoji =
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)(?:\u200D(?=\p{Extended_Pictographic})|\uFE0F)/u
/** Then controls, format and ignorable characters, fillers that look empty, halves of pairs; newline and tab are kept. */
const unseen =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u{2800}]/u
const keptOrUnseen = new RegExp(`(?<kept>${inEmoji.source})|${unseen.source}`, 'gu')

const codePoint = (character: string): string =>
  `⟦U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟧`

/** `text` with every invisible or direction-changing character spelled out, like `⟦U+202E⟧`. */
export const visible = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(keptOrUnseen, (character, kept?: string) => kept ?? codePoint(character))

/** The same on one line: line breaks and tabs are shown as signs, so no text can begin a line of its own. */
export const oneLine = (text: string): string => visible(text).replaceAll('\n', '⏎').replaceAll('\t', '⇥')

/** The first `max` UTF-16 units, never half a pair, and how many are left out. */
export const cut = (text: string, max: number): { shown: string; more: number } => {
  if (text.length <= max) return { shown: text, more: 0 }
  const end = /[\uD800-\uDBFF]/.test(text[max - 1]!) ? max - 1 : max
  return { shown: text.slice(0, end), more: text.length - end }
}

/** `count` things in words: `1 recipient`, `1,200 recipients`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

/** Visible, on one line, at most `max` long, and says how much it leaves out. */
export const brief = (text: string, max: number): string => {
  const { shown, more } = cut(oneLine(text), max)
  return more > 0 ? `${shown} … + ${counted(more, 'more character', 'more characters')}` : shown
}

/** For the one place that is always mrkdwn, a message's fallback text: no mention, link or entity gets through. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
