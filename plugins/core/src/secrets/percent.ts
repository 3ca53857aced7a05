/** Percent-encoding of the UTF-8 bytes; ASCII characters that match `kept` stay. */
export function percent(text: string, kept: RegExp): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return byte < 0x80 && kept.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}
