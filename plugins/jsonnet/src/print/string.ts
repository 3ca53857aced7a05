const SPECIAL = /["\\\x00-\x1f\x7f-\x9f]/

const EVERY_SPECIAL = /["\\\x00-\x1f\x7f-\x9f]/g

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** A string as JSON, its characters as they are except quotes, backslashes and control characters. */
export function quote(text: string): string {
  return SPECIAL.test(text) ? `"${text.replace(EVERY_SPECIAL, escapeCharacter)}"` : `"${text}"`
}

/** The same without the quotes around it. */
export function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, escapeCharacter) : text
}

export function escapeCharacter(character: string): string {
  return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
