const NUMBER = /(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9_.eE])/y

const isDigit = (character: string) => character >= '0' && character <= '9'

/** The end of the number that begins at `from`. Underscores may stand between digits. `fault` throws. */
export function numberEnd(text: string, from: number, fault: (message: string) => never): number {
  NUMBER.lastIndex = from
  if (NUMBER.test(text)) return NUMBER.lastIndex
  const at = (index: number) => text.charAt(index).replace('\0', '')

  /** Digits with underscores between them; the first is known to be there. */
  const digits = (start: number): number => {
    let index = start
    for (;;) {
      while (isDigit(at(index))) index++
      if (at(index) !== '_') return index
      index++
      if (!isDigit(at(index))) fault(`couldn't lex number, junk after _: ${at(index)}`)
    }
  }

  let end = from + 1
  if (at(from) !== '0') end = digits(from)
  else if (at(end) === '_') fault("couldn't lex number, _ not allowed after leading 0")
  if (at(end) === '.') {
    if (!isDigit(at(end + 1))) fault(`couldn't lex number, junk after decimal point: ${at(end + 1)}`)
    end = digits(end + 1)
  }
  if (at(end) !== 'e' && at(end) !== 'E') return end
  end++
  if (at(end) === '+' || at(end) === '-') {
    end++
    if (!isDigit(at(end))) fault(`couldn't lex number, junk after exponent sign: ${at(end)}`)
  } else if (!isDigit(at(end))) fault(`couldn't lex number, junk after 'E': ${at(end)}`)
  return digits(end)
}
