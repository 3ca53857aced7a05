// An esbuild plugin for our own sources. A chunk has what its modules ask for by name: esbuild alone keeps all that a barrel re-exports for whoever
// imports one name of it, and all exports of what is loaded by `await import()`.
import {readFileSync} from 'node:fs'
import {dirname, join, relative, sep} from 'node:path'

import ts from 'typescript'

/** `entries`: barrels by the name under which they are imported. `isNarrowed`: whether a package that is loaded lazily is told its names. */
export function narrowImports({root, entries, isNarrowed}) {
  const barrels = new Map([...entries].map(([name, file]) => [name, exportsOf(file)]))
  return {
    name: 'narrow-imports',
    setup({onLoad, onResolve}) {
      onLoad({filter: /[/\\](plugins[/\\]\w+|action)[/\\]src[/\\].*\.ts$/}, ({path}) => {
        const text = readFileSync(path, 'utf8')
        const asked = [...barrels.keys()].some((name) => text.includes(`'${name}'`)) || text.includes('import(')
        return asked ? {contents: narrowed(text, path), loader: 'ts'} : undefined
      })
      onResolve({filter: /^narrow:/}, ({path, resolveDir}) => ({
        path: path.slice('narrow:'.length),
        namespace: 'narrow',
        pluginData: {resolveDir},
        sideEffects: false,
      }))
      // esbuild refuses a name that the package does not export.
      onLoad({filter: /.*/, namespace: 'narrow'}, ({path, pluginData: {resolveDir}}) => {
        const [specifier, names] = path.split('?')
        return {contents: `export {${names}} from ${JSON.stringify(specifier)}`, resolveDir}
      })
    },
  }

  function narrowed(text, path) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    const edits = []
    const visit = (node) => {
      if (ts.isImportDeclaration(node)) edits.push(...pastBarrel(node, path))
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) edits.push(...lazily(node))
      ts.forEachChild(node, visit)
    }
    visit(source)
    return edits
      .sort((one, other) => other.start - one.start)
      .reduce((done, {start, end, text}) => done.slice(0, start) + text + done.slice(end), text)
  }

  /** `import {a, b} from barrel` to an import of each from the module that has it. */
  function pastBarrel(node, path) {
    const exports = barrels.get(node.moduleSpecifier.text)
    const bindings = node.importClause?.namedBindings
    if (!exports || !bindings || !ts.isNamedImports(bindings) || node.importClause.isTypeOnly) return []
    const lines = bindings.elements
      .filter(({isTypeOnly}) => !isTypeOnly)
      .map(({name, propertyName}) => {
        const asked = (propertyName ?? name).text
        const found = exports.get(asked)
        if (!found) throw new Error(`${relative(root, path)}: ${node.moduleSpecifier.text} re-exports no ${asked}`)
        return `import {${found.name} as ${name.text}} from ${JSON.stringify(found.file ? relativeTo(path, found.file) : found.specifier)};`
      })
    return [{start: node.getStart(), end: node.getEnd(), text: lines.join(' ')}]
  }

  /** `import(package)` to one of a module with the names that are taken of it. What is taken whole stays as it is. */
  function lazily(node) {
    const [argument] = node.arguments
    if (!ts.isStringLiteral(argument) || !isNarrowed(argument.text)) return []
    const names = namesTakenOf(node)
    if (!names) return []
    const text = JSON.stringify(`narrow:${argument.text}?${names.toSorted().join(',')}`)
    return [{start: argument.getStart(), end: argument.getEnd(), text}]
  }
}

function relativeTo(path, file) {
  const from = relative(dirname(path), file).split(sep).join('/')
  return from.startsWith('.') ? from : `./${from}`
}

/** Names of values that a barrel re-exports, with the module and the name there. */
function exportsOf(barrel) {
  const source = ts.createSourceFile(barrel, readFileSync(barrel, 'utf8'), ts.ScriptTarget.Latest, true)
  const found = new Map()
  for (const node of source.statements) {
    if (!ts.isExportDeclaration(node) || node.isTypeOnly || !node.exportClause || !node.moduleSpecifier) continue
    const specifier = node.moduleSpecifier.text
    const file = specifier.startsWith('.') ? join(dirname(barrel), specifier.replace(/\.js$/, '.ts')) : undefined
    for (const {name, propertyName, isTypeOnly} of node.exportClause.elements)
      if (!isTypeOnly) found.set(name.text, {specifier, file, name: (propertyName ?? name).text})
  }
  return found
}

/** `(await import()).X`, `const {X} = await import()`, and the same in a `Promise.all`; `undefined` where it is taken otherwise. */
function namesTakenOf(call) {
  let node = call.parent
  let pattern
  if (ts.isArrayLiteralExpression(node)) {
    const index = node.elements.indexOf(call)
    const all = node.parent
    if (!ts.isCallExpression(all) || all.expression.getText() !== 'Promise.all') return undefined
    const taken = patternOf(all.parent)
    const element = taken && ts.isArrayBindingPattern(taken) ? taken.elements[index] : undefined
    pattern = element && ts.isBindingElement(element) ? element.name : undefined
  } else if (ts.isAwaitExpression(node)) {
    const outer = node
    node = node.parent
    while (ts.isParenthesizedExpression(node)) node = node.parent
    if (ts.isPropertyAccessExpression(node)) return [node.name.text]
    pattern = patternOf(outer)
  }
  if (!pattern || !ts.isObjectBindingPattern(pattern)) return undefined
  if (pattern.elements.some(({dotDotDotToken}) => dotDotDotToken)) return undefined
  return pattern.elements.map(({name, propertyName}) => (propertyName ?? name).getText())
}

function patternOf(awaited) {
  if (!ts.isAwaitExpression(awaited)) return undefined
  const {parent} = awaited
  return ts.isVariableDeclaration(parent) ? parent.name : undefined
}
