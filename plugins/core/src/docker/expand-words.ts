export type Variables = Readonly<Record<string, string | undefined>>

/** One word as Dockerfile instructions expand it: quotes, escapes, `$x`, `${x}`, `${x:-else}` and `${x:+instead}`. */
export function expandWord(word: string, variables: Variables, escape: string): string {
  const token = new RegExp(
    [`'([^']*)'`, `"((?:${quoted(escape)}[^]|[^"])*)"`, `${quoted(escape)}([^])`, VARIABLE.source].join('|'),
    'g',
  )
  return word.replace(token, (...groups: (string | undefined)[]) => {
    const [whole, single, double, escaped] = groups
    if (single !== undefined) return single
    if (double !== undefined) return expandDoubleQuoted(double, variables, escape)
    return escaped ?? expandVariable(whole ?? '', variables, escape)
  })
}

const VARIABLE = /\$\w+|\$\{\w+(?::?[-+](?:[^{}]|\$\{[^}]*\})*)?\}/

function expandDoubleQuoted(text: string, variables: Variables, escape: string): string {
  const token = new RegExp(`${quoted(escape)}(["$${quoted(escape)}])|${VARIABLE.source}`, 'g')
  return text.replace(token, (whole, escaped?: string) => escaped ?? expandVariable(whole, variables, escape))
}

function expandVariable(text: string, variables: Variables, escape: string): string {
  const [, name = '', colon = '', sign, word = ''] = /^\$\{?(\w+)(?:(:?)([-+])([^]*))?\}?$/.exec(text) ?? []
  const value = variables[name]
  if (sign === undefined) return value ?? ''
  const isSet = colon ? Boolean(value) : value !== undefined
  const other = () => expandWord(word.replace(/\}$/, ''), variables, escape)
  return sign === '-' ? (isSet ? (value ?? '') : other()) : isSet ? other() : ''
}

function quoted(escape: string): string {
  return escape === '\\' ? '\\\\' : escape
}
