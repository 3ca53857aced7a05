import type {JsonNode} from './parse-json.js'

export interface JsonLayout {
  readonly number: (text: string) => string
  readonly string: (value: string) => string
  /** Fields by code point instead of in their order. */
  readonly sorted?: boolean
  /** Of each level; without, no white space at all. */
  readonly indent?: string
}

export function printJson(node: JsonNode, layout: JsonLayout, before = ''): string {
  switch (node.kind) {
    case 'literal':
      return node.text
    case 'number':
      return layout.number(node.text)
    case 'string':
      return layout.string(node.value)
    case 'array':
      return enclose('[]', node.items, (item, inner) => printJson(item, layout, inner), layout, before)
    case 'object': {
      const fields = layout.sorted ? [...node.fields].sort(byCodePoint) : [...node.fields]
      const colon = layout.indent === undefined ? ':' : ': '
      const field = ([key, value]: (typeof fields)[number], inner: string) =>
        layout.string(key) + colon + printJson(value, layout, inner)
      return enclose('{}', fields, field, layout, before)
    }
  }
}

function enclose<Item>(
  brackets: string,
  items: readonly Item[],
  print: (item: Item, before: string) => string,
  {indent}: JsonLayout,
  before: string,
): string {
  const [open = '', close = ''] = brackets
  if (items.length === 0) return brackets
  if (indent === undefined) return open + items.map((item) => print(item, before)).join(',') + close
  const inner = before + indent
  const lines = items.map((item) => inner + print(item, inner))
  return `${open}\n${lines.join(',\n')}\n${before}${close}`
}

/** UTF-16, by which JavaScript sorts, puts what is beyond U+FFFF before U+E000. */
function byCodePoint([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  const [a, b] = [Array.from(one), Array.from(other)]
  const at = a.findIndex((character, index) => character !== b[index])
  return at < 0 ? a.length - b.length : (a[at]!.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1)
}
