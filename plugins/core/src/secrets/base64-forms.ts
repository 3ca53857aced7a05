import type {Form} from './forms.js'
import {percent} from './percent.js'

/** Base64 of the secret alone (with and without padding), and what is the same in every longer text that holds it. */
export function base64Forms(secret: string): Form[] {
  const bytes = Buffer.from(secret)
  const padded = bytes.toString('base64')
  const whole = [padded, percent(padded, /\w/), percent(padded, /\w/).replaceAll(/%../g, (code) => code.toLowerCase())]
  const standard = [0, 1, 2].map((before) => insideOf(bytes, before))
  const texts = new Set([...standard, ...standard.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))])
  return [...whole.map((text) => ({text, inBase64: false})), ...[...texts].map((text) => ({text, inBase64: true}))]
}

/** The characters that the secret alone decides when `before` bytes of its first group of three are another's. */
function insideOf(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
  const first = Math.ceil((before * 8) / 6)
  const end = Math.floor(((before + bytes.length) * 8) / 6)
  return text.slice(first, end)
}
