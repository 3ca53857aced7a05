/** Columns that a text takes in a terminal. Where terminals differ (emoji sequences) the wider: too short a line does no harm. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += widthOf(character)
  return width
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function fitWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  let width = 1
  for (const character of text) {
    width += widthOf(character)
    if (width > columns) break
    kept += character
  }
  return columns > 0 ? `${kept}…` : ''
}

const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18AFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u
const NONE = /^[\p{Mn}\p{Me}\u200B-\u200F\u2060]$/u

function widthOf(character: string): number {
  if (character < '\u0300') return 1
  // It turns a narrow sign into an emoji.
  if (character === '\uFE0F') return 1
  if (NONE.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
