import {base64Forms} from './base64-forms.js'
import {percent} from './percent.js'

/** One spelling of a secret. */
export interface Form {
  readonly text: string
  /** Cut out of a longer base64 text: the characters beside it hold bits of the secret too. */
  readonly inBase64: boolean
}

/** Shorter ones are hidden only where they stand alone, and in no other spelling: else they would take half the output with them. */
const SHORTEST = 4
/** A line of a key; shorter ones are punctuation as often as not. */
const SHORTEST_LINE = 8

export function isToken(secret: string): boolean {
  return secret.length < SHORTEST
}

/** Every spelling in which a secret can turn up in text. */
export function formsOf(secret: string): Form[] {
  if (isToken(secret)) return []
  const lines = secret.split(/\r?\n/).map((line) => line.trim())
  const parts = lines.length > 1 ? [secret, ...lines.filter((line) => line.length >= SHORTEST_LINE)] : [secret]
  const texts = parts.flatMap((part) => [part, ...escapes(part), ...percentForms(part), ...hexForms(part)])
  const plain = [...new Set(texts)].map((text) => ({text, inBase64: false}))
  return [...plain, ...parts.flatMap((part) => [part, inJson(part)]).flatMap(base64Forms)]
}

/** As JSON, a shell and XML write it. */
function escapes(secret: string): string[] {
  const json = inJson(secret)
  const quoted = secret.replaceAll("'", `'\\''`)
  return [
    json,
    inJson(json),
    json.replaceAll('/', '\\/'),
    // Go's encoder, e.g. Docker's.
    json.replaceAll(/[<>&]/g, toUnicodeEscape),
    // Python's.
    json.replaceAll(/[^\0-\x7F]/g, toUnicodeEscape),
    quoted,
    secret.replaceAll("'", `'"'"'`),
    secret.replaceAll(/["$`\\]/g, '\\$&'),
    secret.replaceAll(/[^\w@%+=:,./-]/g, '\\$&'),
    secret.replaceAll(/[&<>"']/g, (character) => XML[character] ?? character),
    secret.replaceAll(/[&<>]/g, (character) => XML[character] ?? character),
  ]
}

const XML: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function toUnicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** RFC 3986, `encodeURIComponent`, `encodeURI` and forms differ in what they leave as it is. */
function percentForms(secret: string): string[] {
  return [/[\w.~-]/, /[\w.*-]/, /[\w.~!'()*-]/, /[\w.~!'()*;/?:@&=+$,#-]/].flatMap((kept) => {
    const upper = percent(secret, kept)
    const lower = upper.replaceAll(/%../g, (code) => code.toLowerCase())
    return [upper, lower, upper.replaceAll('%20', '+'), lower.replaceAll('%20', '+')]
  })
}

function hexForms(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex')
  return [hex, hex.toUpperCase()]
}
