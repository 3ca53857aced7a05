const LITERALS = ['true', 'false', 'null'] as const

const NAMES = {
  string: 'string literal',
  number: 'number literal',
  end: 'end of input',
  '[': "'['",
  '{': "'{'",
  ']': "']'",
  '}': "'}'",
  ':': "':'",
  ',': "','",
  true: 'true literal',
  false: 'false literal',
  null: 'null literal',
} as const

type Kind = keyof typeof NAMES

/** A character that no token goes on with. */
class LexFault extends Error {}

/** Reads the tokens of JSON only to say what is wrong, in the words of the reader of the C++ implementation. */
class Reader {
  readonly bytes: string
  at = 0
  /** Where the last string or number begins: what is read since is in the message. */
  from = 0

  constructor(text: string) {
    this.bytes = Buffer.from(text, 'utf8').toString('latin1')
  }

  next(): Kind {
    while (/[ \t\n\r]/.test(this.bytes.charAt(this.at))) this.at++
    const start = this.at
    const character = this.take()
    if (character === '') return 'end'
    if ('[]{}:,'.includes(character)) return character as Kind
    if (character === '"' || /[-0-9]/.test(character)) {
      this.from = start
      return character === '"' ? this.string() : this.number(character)
    }
    for (const literal of LITERALS) {
      if (literal.startsWith(character)) {
        for (const letter of literal.slice(1)) if (this.take() !== letter) throw new LexFault('invalid literal')
        return literal
      }
    }
    throw new LexFault('invalid literal')
  }

  private take(): string {
    return this.bytes.charAt(this.at++)
  }

  private digits(message: string): void {
    if (!/[0-9]/.test(this.take())) throw new LexFault(`invalid number; expected ${message}`)
    while (/[0-9]/.test(this.bytes.charAt(this.at))) this.at++
  }

  private number(first: string): Kind {
    let lead = first
    if (first === '-') {
      lead = this.take()
      if (!/[0-9]/.test(lead)) throw new LexFault("invalid number; expected digit after '-'")
    }
    if (lead !== '0') while (/[0-9]/.test(this.bytes.charAt(this.at))) this.at++
    if (this.bytes.charAt(this.at) === '.') {
      this.at++
      this.digits("digit after '.'")
    }
    if (/[eE]/.test(this.bytes.charAt(this.at))) {
      this.at++
      const sign = /[-+]/.test(this.bytes.charAt(this.at))
      if (sign) this.at++
      this.digits(sign ? 'digit after exponent sign' : "'+', '-', or digit after exponent")
    }
    return 'number'
  }

  private string(): Kind {
    for (;;) {
      const character = this.take()
      if (character === '') throw new LexFault('invalid string: missing closing quote')
      if (character === '"') return 'string'
      const code = character.charCodeAt(0)
      if (code < 32) throw new LexFault(`invalid string: control character ${controlText(code)}`)
      if (character === '\\') this.escape()
    }
  }

  private escape(): void {
    const letter = this.take()
    if (letter !== 'u') {
      if (letter !== '' && '"\\/bfnrt'.includes(letter)) return
      throw new LexFault('invalid string: forbidden character after backslash')
    }
    const unit = this.hex()
    if (unit >= 0xd800 && unit < 0xdc00) {
      const wrong = 'invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF'
      if (this.take() !== '\\' || this.take() !== 'u') throw new LexFault(wrong)
      const low = this.hex()
      if (low < 0xdc00 || low >= 0xe000) throw new LexFault(wrong)
    } else if (unit >= 0xdc00 && unit < 0xe000) {
      throw new LexFault('invalid string: surrogate U+DC00..U+DFFF must follow U+D800..U+DBFF')
    }
  }

  private hex(): number {
    let value = 0
    for (let digits = 0; digits < 4; digits++) {
      const digit = Number.parseInt(this.take(), 16)
      if (Number.isNaN(digit)) throw new LexFault("invalid string: '\\u' must be followed by 4 hex digits")
      value = value * 16 + digit
    }
    return value
  }
}

const SHORT: Readonly<Record<number, string>> = {8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r'}
const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  )

function controlText(code: number): string {
  const hex = code.toString(16).toUpperCase().padStart(4, '0')
  const short = SHORT[code]
  return `U+${hex} (${CONTROLS[code]}) must be escaped to \\u${hex}${short ? ` or \\${short}` : ''}`
}

/** What is wrong with a JSON text; undefined where nothing is. */
export function findJsonFault(text: string): string | undefined {
  const reader = new Reader(text)
  try {
    return checkValue(reader)
  } catch (error) {
    if (error instanceof Unexpected) return error.message
    throw error
  }
}

class Unexpected extends Error {}

/** The next token; where it is none, that is what is wrong. */
function token(reader: Reader, context: string, expected = ''): Kind {
  try {
    return reader.next()
  } catch (error) {
    if (!(error instanceof LexFault)) throw error
    const read = reader.bytes.slice(reader.from, reader.at)
    throw fault(reader, context, `${error.message}; last read: '${shown(read)}'`, expected)
  }
}

function shown(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8')

  return text.replace(/[\x00-\x1f]/g, (c) => `<U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`)
}

function fault({bytes, at}: Reader, context: string, detail: string, expected: string): Unexpected {
  const read = bytes.slice(0, at)
  const line = read.split('\n').length
  const column = at - (read.lastIndexOf('\n') + 1)
  const place = `parse error at line ${line}, column ${column}`
  const suffix = expected === '' ? '' : `; expected ${expected}`
  return new Unexpected(
    `[json.exception.parse_error.101] ${place}: syntax error while parsing ${context} - ${detail}${suffix}`,
  )
}

function expect(reader: Reader, kind: Kind, wanted: Kind, context: string): void {
  if (kind !== wanted) throw fault(reader, context, `unexpected ${NAMES[kind]}`, NAMES[wanted])
}

/** Nesting takes no stack. */
function checkValue(reader: Reader): undefined {
  const open: ('[' | '{')[] = []
  let kind = token(reader, 'value')
  for (;;) {
    let closed = false
    if (kind === '[') {
      kind = token(reader, 'value')
      if (kind !== ']') {
        open.push('[')
        continue
      }
    } else if (kind === '{') {
      kind = token(reader, 'object key', NAMES.string)
      if (kind !== '}') {
        open.push('{')
        kind = memberValue(reader, kind)
        continue
      }
    } else if (kind === ']' || kind === '}' || kind === ':' || kind === ',' || kind === 'end') {
      throw fault(reader, 'value', `unexpected ${NAMES[kind]}`, "'[', '{', or a literal")
    }
    while (!closed) {
      const around = open.at(-1)
      if (!around) {
        expect(reader, token(reader, 'value', NAMES.end), 'end', 'value')
        return undefined
      }
      const [context, close] = around === '[' ? (['array', ']'] as const) : (['object', '}'] as const)
      kind = token(reader, context, NAMES[close])
      if (kind === ',') {
        kind = around === '[' ? token(reader, 'value') : memberValue(reader, token(reader, 'object key', NAMES.string))
        closed = true
      } else {
        expect(reader, kind, close, context)
        open.pop()
      }
    }
  }
}

/** Checks a key and its colon; the token behind. */
function memberValue(reader: Reader, key: Kind): Kind {
  expect(reader, key, 'string', 'object key')
  expect(reader, token(reader, 'object separator', NAMES[':']), ':', 'object separator')
  return token(reader, 'value')
}
