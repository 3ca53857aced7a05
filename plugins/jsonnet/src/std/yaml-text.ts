import {Fault} from '../errors.js'

/** Deeper than this no text of YAML is read. */
const MAX_DEPTH = 500

/** The text of a YAML document under a cursor. */
export class YamlText {
  readonly text: string
  at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  get character(): string {
    return this.text.charAt(this.at)
  }

  get ended(): boolean {
    return this.at >= this.text.length
  }

  /** Offset of the line that `at` is in. */
  get lineStart(): number {
    return this.text.lastIndexOf('\n', this.at - 1) + 1
  }

  /** Characters before `at` in its line. */
  get column(): number {
    return this.at - this.lineStart
  }

  startsWith(part: string): boolean {
    return this.text.startsWith(part, this.at)
  }

  /** Whether the character behind `at` ends a token. */
  isBlankAfter(offset = 1): boolean {
    return /^[ \t\r\n]?$/.test(this.text.charAt(this.at + offset))
  }

  skipSpaces(): void {
    while (this.character === ' ' || this.character === '\t') this.at++
  }

  /** Steps over spaces, and over a comment up to the end of its line. */
  skipToToken(): void {
    this.skipSpaces()
    if (this.character === '#') {
      const end = this.text.indexOf('\n', this.at)
      this.at = end < 0 ? this.text.length : end
    }
    if (this.character === '\r') this.at++
  }

  /** Steps over spaces, comments and line breaks. */
  skipLines(): void {
    for (this.skipToToken(); this.character === '\n'; this.skipToToken()) this.at++
  }

  atLineEnd(): boolean {
    return this.ended || this.character === '\n'
  }

  /** What `pattern`, which is sticky, finds here; the cursor is behind it then. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  /** JSON has nothing like anchors and tags. */
  refuseProperties(): void {
    if (this.character === '&') throw new Fault('no anchor processing for JSON')
    if (this.character === '!') throw new Fault('no tag processing for JSON')
  }

  /** Runs `read` one level deeper. */
  nested<Result>(read: () => Result): Result {
    if (this.depth >= MAX_DEPTH) this.fail('nested too deep')
    this.depth++
    const result = read()
    this.depth--
    return result
  }

  fail(message: string): never {
    const {lineStart, column} = this
    const end = this.text.indexOf('\n', lineStart)
    const line = this.text.slice(lineStart, end < 0 ? undefined : end)
    const place = `${this.text.slice(0, lineStart).split('\n').length}:${column + 1}`
    const caret = `${' '.repeat(place.length + 2 + column)}^  (cols ${column + 1}-${Math.max(column + 1, line.length)})`
    throw new Fault(`YAML error: ${place}: ERROR: ${message}\n${place}: ${line}  (size=${line.length})\n${caret}\n`)
  }
}
