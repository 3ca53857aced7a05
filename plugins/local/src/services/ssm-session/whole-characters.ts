/**
 * The agent sends whole UTF-8 characters: one that is not complete waits for more output, and is lost where none comes
 * (amazon-ssm-agent, agent/session/shell/shell.go, processStdoutData).
 */
export function createWholeCharacters(): (chunk: Buffer) => Buffer {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const cut = all.length - incompleteBytes(all)
    rest = all.subarray(cut)
    return all.subarray(0, cut)
  }
}

function incompleteBytes(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return characterLength(byte) > back ? back : 0
  }
  return 0
}

function characterLength(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}
