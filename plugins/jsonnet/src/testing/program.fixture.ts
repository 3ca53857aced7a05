import {ANY, FAILING} from './any-type.fixture.js'
import {COLLECTIONS} from './collection-templates.fixture.js'
import {EXTREMES, LEAVES, type Type, TYPES} from './leaves.fixture.js'
import {FUNCTIONS} from './library-calls.fixture.js'
import {Random} from './random.fixture.js'
import {SCALARS} from './scalar-templates.fixture.js'

const TEMPLATES: Readonly<Record<Type, readonly string[]>> = {...SCALARS, ...COLLECTIONS}

/** How a program is run: its value printed; called with top-level arguments; its string, or its array as a stream. */
export type Mode = 'value' | 'call' | 'string' | 'stream'

export interface Program {
  readonly source: string
  readonly mode: Mode
}

interface Variable {
  readonly name: string
  readonly type: Type
}

/** What an expression may refer to. */
interface Scope {
  readonly variables: readonly Variable[]
  /** Fields of `self` and of `$` that are known to be there, and to need no field that needs them. */
  readonly self: readonly Variable[]
  readonly root: readonly Variable[] | null
  readonly above: readonly Variable[]
}

/** A field has one type in all objects, so that they can be put together. */
const FIELDS: readonly Variable[] = [
  {name: 'a', type: 'n'},
  {name: 'b', type: 's'},
  {name: 'c', type: 'N'},
  {name: 'd', type: 'o'},
]

const NOTHING: Scope = {variables: [], self: [], root: null, above: []}

/** Which types do where one is wanted. */
const SUITABLE: Readonly<Partial<Record<Type, string>>> = {n: 'ni', a: 'aNS'}

/** A program that mostly succeeds; the same for the same seed. */
export function programOf(seed: number): Program {
  return new Writer(seed).program()
}

/** An object of the same kind, as a file that programs import. */
export function libraryOf(seed: number): string {
  return new Writer(seed).object(2, NOTHING, true, [])
}

class Writer extends Random {
  private names = 0
  /** Expressions that may still be anything else than a leaf. */
  private left: number

  constructor(seed: number) {
    super(seed)
    this.left = 8 + this.below(60)
  }

  program(): Program {
    const kind = this.below(50)
    if (kind === 0)
      return {mode: 'call', source: this.fill('function(x, y, z=«u|x:s,y:n») «u|x:s,y:n»', 'n', 4, NOTHING)}
    if (kind === 1) return {mode: 'string', source: this.expression('s', 4, NOTHING)}
    if (kind === 2) return {mode: 'stream', source: this.expression('a', 4, NOTHING)}
    if (kind === 3) return {mode: 'value', source: this.recursion()}
    if (kind < 7) return {mode: 'value', source: this.anyCall()}
    return {mode: 'value', source: this.expression(this.pick(TYPES), 2 + this.below(5), NOTHING)}
  }

  /** A function of the library with arguments of any type. */
  private anyCall(): string {
    const [name, count] = this.pick([...FUNCTIONS])
    const args = Array.from({length: count}, () => {
      const type = this.pick(TYPES)
      return this.below(12) === 0 ? this.func(['n'], type, 1, NOTHING) : this.expression(type, 1, NOTHING)
    })
    return `std.${name}(${args.join(', ')})`
  }

  private expression(type: Type, depth: number, scope: Scope): string {
    const text = this.bare(type, depth, scope)
    const dressing = this.below(120)
    if (dressing === 0) return `/* ${this.below(9)} **/ ${text}`
    if (dressing === 1) return `${text} // '"\n`
    return dressing === 2 ? `\n  ${text} # |||\n` : text
  }

  private bare(type: Type, depth: number, scope: Scope): string {
    const wanted = this.below(150) === 0 ? this.pick(TYPES) : type
    const known = this.reference(wanted, scope)
    if (known !== undefined) return known
    if (depth <= 0 || this.left-- <= 0) return this.leaf(wanted)
    const chance = this.below(150)
    const template = this.pick(chance === 0 ? FAILING : chance < 40 ? ANY : TEMPLATES[wanted])
    if (!/\{| for /.test(template)) return this.fill(template, wanted, depth, scope)
    // In an object of its own `self` and `super` are another, and `$` too where there was none; in a comprehension C++ refuses that.
    if (template.includes('$') && scope.root) return this.leaf(wanted)
    const within = {...scope, self: [], above: [], root: scope.root ?? []}
    return this.fill(template, wanted, depth, within)
  }

  private leaf(type: Type): string {
    return type === 'n' && this.below(12) === 0 ? this.pick(EXTREMES) : this.pick(LEAVES[type])
  }

  private reference(type: Type, {variables, self, root, above}: Scope): string | undefined {
    const suits = (variable: Variable) => (SUITABLE[type] ?? type).includes(variable.type)
    const known = [
      ...variables.filter(suits).map(({name}) => name),
      ...self.filter(suits).map(({name}) => this.pick([`self.${name}`, `self['${name}']`])),
      ...(root ?? []).filter(suits).map(({name}) => `$.${name}`),
      ...above.filter(suits).map(({name}) => this.pick([`super.${name}`, `super['${name}']`])),
    ]
    return known.length > 0 && this.below(4) === 0 ? this.pick(known) : undefined
  }

  /** A template with its holes filled. */
  private fill(template: string, wanted: Type, depth: number, scope: Scope): string {
    const other = this.pick(TYPES)
    const typeOf = (code: string): Type => (code === 't' ? wanted : code === 'u' ? other : (code as Type))
    const own = new Map<string, string>()
    const named = template.replace(/\b[VF][1-3]\b/g, (name) => {
      if (!own.has(name)) own.set(name, `v${this.names++}`)
      return own.get(name)!
    })
    return named.replace(/«([^»|]+)(?:\|([^»]+))?»/g, (_, hole: string, bound: string | undefined) => {
      const inner = (bound?.split(',') ?? []).map((binding) => {
        const [name = '', code = ''] = binding.split(':')
        return {name, type: typeOf(code)}
      })
      const within = inner.length > 0 ? {...scope, variables: [...scope.variables, ...inner]} : scope
      const left = depth - 1 - this.below(2)
      if (hole === 'name') return `v${this.below(9)}`
      if (hole === 'literal') return this.object(depth - 1, within, false, [])
      if (hole === 'full') return this.object(depth - 1, within, true, [])
      if (hole === 'derived') return this.object(depth - 1, within, false, FIELDS)
      const [parameters, result] = hole.split('>')
      if (result === undefined) return this.expression(typeOf(hole), left, within)
      return this.func(Array.from(parameters!, typeOf), typeOf(result), left, within)
    })
  }

  private func(parameters: readonly Type[], result: Type, depth: number, scope: Scope): string {
    const inner = parameters.map((type) => ({name: `v${this.names++}`, type}))
    const body = this.expression(result, depth, {...scope, variables: [...scope.variables, ...inner]})
    return `(function(${inner.map(({name}) => name).join(', ')}) ${body})`
  }

  /** An object; `full` has all fields, and what it is added to has those `above`. */
  object(depth: number, scope: Scope, full: boolean, above: readonly Variable[]): string {
    const members: string[] = []
    const self: Variable[] = []
    let {variables} = scope
    if (this.below(6) === 0) {
      const local = {name: `v${this.names++}`, type: this.pick(TYPES)}
      const within = {variables, self: [], root: scope.root ?? [], above: []}
      members.push(`local ${local.name} = ${this.expression(local.type, depth - 1, within)}`)
      variables = [...variables, local]
    }
    for (const field of FIELDS) {
      if (!full && this.below(2) === 0) continue
      // A field refers to those before it, and to its own below: so none needs itself.
      const below = above.filter(({name}) => name <= field.name)
      const inside = {variables, self: [...self], root: scope.root ?? [...self], above: below}
      members.push(this.field(field, depth, inside, below.includes(field)))
      self.push(field)
    }
    if (this.below(12) === 0)
      members.push(this.pick(['assert true', "assert 1 < 2 : 'no'", 'assert std.isObject(self)']))
    return `{${members.join(', ')}${this.below(9) === 0 && members.length > 0 ? ',' : ''}}`
  }

  private field({name, type}: Variable, depth: number, scope: Scope, inherited: boolean): string {
    const label = this.pick([name, name, `'${name}'`, `"${name}"`, `['${name}']`, `[if true then '${name}']`])
    const colons = this.pick([':', ':', ':', '::', ':::'])
    if (inherited && this.below(3) === 0) {
      // Fields of computed objects hide and show otherwise than they did.
      const inner = {...scope, self: [], above: []}
      const added = type === 'o' ? this.object(depth - 1, inner, false, []) : this.expression(type, depth - 1, scope)
      return `${label}+${colons} ${added}`
    }
    if (this.below(8) > 0) return `${label}${colons} ${this.expression(type, depth - 1, scope)}`
    const otherwise = this.expression(type, depth - 1, {...scope, above: []})
    return `${label}${colons} (if '${name}' in super then super.${name} else ${otherwise})`
  }

  /** Recursion, to depths that all shapes, some, or none may have: of the library, and of `==`, C++ takes frames that we do not. */
  private recursion(): string {
    const depth = this.pick([20, 100, 180, 280, 400, 540]) + this.below(20)
    const shapes = [
      `local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(${depth})`,
      `local f(n) = if n == 0 then [] else [f(n - 1)]; f(${depth})`,
      `local f(n, x) = if n == 0 then x else f(n - 1, x + 1) tailstrict; f(${depth}, 0)`,
      `local f(n, x) = if n == 0 then x else f(n - 1, x + 1); f(${depth}, 0)`,
      `local f(n) = {a: if n == 0 then 0 else f(n - 1).a}; f(${depth}).a`,
      `local f(n) = if n == 0 then {a: 1} else f(n - 1) + {a+: 1}; f(${depth})`,
      `local f(n) = if n == 0 then 0 else local m = f(n - 1); m + 1; [f(${depth})]`,
      `local a = [if i == 0 then 0 else a[i - 1] + 1 for i in [${Array.from({length: depth}, (_, i) => i).join()}]]; a[${depth - 1}]`,
    ]
    return this.pick(shapes)
  }
}
