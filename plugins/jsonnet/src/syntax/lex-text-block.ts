import type {Position} from '../location.js'
import type {Lexer} from './lexer.js'

const isBlank = (character: string) => character === ' ' || character === '\t'

/** Reads a block between `|||` and `|||`; the lexer stands at its first bar and is left behind the last. */
export function readTextBlock(lexer: Lexer, begin: Position): string {
  const {text} = lexer
  lexer.at += 3
  const chomp = text.charAt(lexer.at) === '-'
  if (chomp) lexer.at++
  while (isBlank(text.charAt(lexer.at)) || text.charAt(lexer.at) === '\r') lexer.at++
  if (text.charAt(lexer.at) !== '\n') lexer.fault('text block syntax requires new line after |||.', begin)

  let content = ''
  /** Steps over a line break, and over the empty lines that follow; these belong to the block. */
  const breakLine = () => {
    do {
      lexer.at++
      lexer.line++
      if (text.charAt(lexer.at) === '\n') content += '\n'
    } while (text.charAt(lexer.at) === '\n')
    lexer.lineStart = lexer.at
  }
  breakLine()
  const indent = blanksAt(text, lexer.at)
  if (indent === '') lexer.fault("text block's first line must start with whitespace.", begin)

  while (text.startsWith(indent, lexer.at)) {
    const end = text.indexOf('\n', lexer.at)
    if (end < 0) lexer.fault('unexpected EOF', begin)
    content += text.slice(lexer.at + indent.length, end + 1)
    lexer.at = end
    breakLine()
  }

  const found = blanksAt(text, lexer.at)
  if (!text.startsWith('|||', lexer.at + found.length)) {
    if (found === '') lexer.fault('text block not terminated with |||', begin)
    const wanted = `expected at least ${describeBlanks(indent)}, found ${describeBlanks(found)}`
    lexer.fault(`text block indentation mismatch: ${wanted}`, begin)
  }
  lexer.at += found.length + 3
  return chomp ? content.slice(0, -1) : content
}

function blanksAt(text: string, from: number): string {
  let end = from
  while (isBlank(text.charAt(end))) end++
  return text.slice(from, end)
}

function describeBlanks(blanks: string): string {
  const tabs = blanks.replaceAll(' ', '').length
  const count = (number: number, word: string) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`])
  return [...count(blanks.length - tabs, 'space'), ...count(tabs, 'tab')].join(' and ')
}
