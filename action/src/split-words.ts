/** A command line to words as a shell does it: quotes and backslashes, nothing is expanded. `undefined`: a quote has no end. */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at)
    if (char === '\\' && quote !== "'") {
      word = (word ?? '') + line.charAt((at += 1))
    } else if (quote ? char === quote : char === '"' || char === "'") {
      quote = quote ? '' : char
      word ??= ''
    } else if (!quote && /\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else {
      word = (word ?? '') + char
    }
  }
  if (word !== undefined) words.push(word)
  return quote ? undefined : words
}
