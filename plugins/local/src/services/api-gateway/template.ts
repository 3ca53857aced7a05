/** What a mapping template sees ("API Gateway mapping template and access logging variable reference"). */
export interface TemplateScope {
  readonly body: string
  readonly context: Readonly<Record<string, unknown>>
  readonly stageVariables: Readonly<Record<string, string>>
  readonly params: Readonly<Record<'path' | 'querystring' | 'header', Readonly<Record<string, string>>>>
}

/** A template that says more than this subset of VTL does. */
export class TemplateProblem extends Error {}

type Value = unknown

/**
 * The subset of Velocity that mapping templates of an integration need: `$input.body`, `$input.json()`, `$input.path()`, `$input.params()`,
 * `$util.*`, `$context.*`, `$stageVariables.*`, `#set` and comments.
 */
export function renderTemplate(template: string, scope: TemplateScope): string {
  const variables = new Map<string, Value>(Object.entries(roots(scope)))
  const text = template.replaceAll(/##[^\n]*\n?/g, '')
  let rendered = ''
  for (let at = 0; at < text.length;) {
    const set = /^#set\s*\(\s*\$(\w+)\s*=\s*/.exec(text.slice(at))
    if (set) {
      const parser = createParser(text, at + set[0].length, variables)
      variables.set(set[1]!, parser.value())
      at = parser.expect(')')
      if (text[at] === '\n') at += 1
      continue
    }
    if (/^#[a-z@{]/.test(text.slice(at)))
      throw new TemplateProblem(
        `the local API Gateway does not have ${/^#\S{0,12}/.exec(text.slice(at))?.[0]} in templates`,
      )
    if (text[at] === '$' && /^\$!?\{?[A-Za-z_]/.test(text.slice(at))) {
      const parser = createParser(text, at, variables)
      rendered += asText(parser.value())
      at = parser.at()
      continue
    }
    rendered += text[at]
    at += 1
  }
  return rendered
}

function roots({body, context, stageVariables, params}: TemplateScope): Record<string, Value> {
  const json = (path: string): Value => jsonAt(body, path)
  return {
    context,
    stageVariables,
    input: {
      body,
      json: (path: string) => JSON.stringify(json(path)) ?? '',
      path: json,
      params: (name?: string) =>
        name === undefined
          ? params
          : (params.path[name] ?? params.querystring[name] ?? params.header[name.toLowerCase()] ?? ''),
    },
    util: {
      base64Encode: (text: Value) => Buffer.from(asText(text)).toString('base64'),
      base64Decode: (text: Value) => Buffer.from(asText(text), 'base64').toString(),
      escapeJavaScript: (text: Value) => JSON.stringify(asText(text)).slice(1, -1).replaceAll("'", "\\'"),
      parseJson: (text: Value) => JSON.parse(asText(text)) as unknown,
      urlDecode: (text: Value) => decodeURIComponent(asText(text).replaceAll('+', ' ')),
      urlEncode: (text: Value) => encodeURIComponent(asText(text)).replaceAll('%20', '+'),
    },
  }
}

function createParser(text: string, from: number, variables: ReadonlyMap<string, Value>) {
  let at = from
  const space = () => {
    while (/\s/.test(text[at] ?? '')) at += 1
  }

  function value(): Value {
    space()
    const quote = text[at]
    if (quote === "'" || quote === '"') {
      const end = text.indexOf(quote, at + 1)
      if (end < 0) throw new TemplateProblem('a text in the template does not end')
      const inner = text.slice(at + 1, end)
      at = end + 1
      return inner
    }
    const number = /^-?\d+(\.\d+)?/.exec(text.slice(at))
    if (number) {
      at += number[0].length
      return Number(number[0])
    }
    return reference()
  }

  function reference(): Value {
    const start = /^\$!?(\{?)([A-Za-z_]\w*)/.exec(text.slice(at))
    if (!start)
      throw new TemplateProblem(`the template has an expression that is not known: ${text.slice(at, at + 20)}`)
    at += start[0].length
    let found: Value = variables.get(start[2]!)
    for (let member = next(); member; member = next()) {
      const owner = found as Record<string, Value> | undefined | null
      found = typeof owner === 'object' && owner !== null ? owner[member[1]!] : undefined
      at += member[0].length
      if (text[at] !== '(') continue
      const given = args()
      if (typeof found !== 'function') throw new TemplateProblem(`the local API Gateway does not have $…${member[0]}()`)
      found = (found as (...all: Value[]) => Value).apply(owner, given)
    }
    if (start[1] === '{' && text[at] === '}') at += 1
    return found
  }

  const next = () => /^\.([A-Za-z_][\w-]*)/.exec(text.slice(at))

  function args(): Value[] {
    const found: Value[] = []
    at += 1
    for (space(); text[at] !== ')'; space()) {
      found.push(value())
      space()
      if (text[at] === ',') at += 1
      else if (text[at] !== ')') throw new TemplateProblem('a call in the template does not end')
    }
    at += 1
    return found
  }

  return {
    value,
    at: () => at,
    /** Where it goes on after that. */
    expect(sign: string): number {
      space()
      if (text[at] !== sign) throw new TemplateProblem(`the template lacks ${sign}`)
      return at + 1
    },
  }
}

/** `$`, `$.a.b`, `$['a'][0]` */
function jsonAt(body: string, path: string): Value {
  const parts = [...path.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)].map(
    ([, dotted, quoted, index]) => dotted ?? quoted ?? index!,
  )
  let found: Value = body === '' ? {} : (JSON.parse(body) as unknown)
  for (const part of parts) found = (found as Record<string, Value> | undefined | null)?.[part]
  return found
}

function asText(value: Value): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
