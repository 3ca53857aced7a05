// An esbuild plugin: an AWS client has the commands that our sources name, and no other. `EC2` alone has eight hundred, of which four are used.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

const AGGREGATED = /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]dist-es[/\\][A-Z]\w*\.js$/
const IMPORT = /^import \{ (\w+),? \} from "\.\/(?:commands|pagination|waiters)\/\w+";$/gm
const SCHEMAS = /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]dist-es[/\\]schemas[/\\]\w+\.js$/
const WORD = /^const (_\w+) = ("\w+");$/gm
const KEY = /\[(_\w+)\]:/g
const MEMBER = /^ {4}(\w+),$/gm

/** `folder`: sources in which a client's method is called by its name. A name that is only made at run time would be missed; tsc knows no such call. */
export function sdkCommands(folder) {
  const named = wordsIn(folder)
  const isUsed = (name) => named.has(name) || named.has(methodOf(name))
  return {
    name: 'sdk-commands',
    setup({onLoad}) {
      onLoad({filter: AGGREGATED}, ({path}) => {
        const text = readFileSync(path, 'utf8')
        if (!text.includes('createAggregatedClient(')) return undefined
        const imported = [...text.matchAll(IMPORT)].map(([, name]) => name)
        if (imported.length === 0) throw new Error(`${path} is not written as it was: its commands cannot be told`)
        const contents = text
          .replaceAll(IMPORT, (line, name) => (isUsed(name) ? line : ''))
          .replaceAll(MEMBER, (line, name) => (!imported.includes(name) || isUsed(name) ? line : ''))
        return {contents, loader: 'js'}
      })
      // A computed key may do something when it is read, so esbuild keeps every shape that has one.
      onLoad({filter: SCHEMAS}, ({path}) => {
        const text = readFileSync(path, 'utf8')
        const words = new Map([...text.matchAll(WORD)].map(([, name, word]) => [name, word]))
        return {contents: text.replaceAll(KEY, (_, name) => `${words.get(name) ?? `[${name}]`}:`), loader: 'js'}
      })
    },
  }
}

/** `DescribeVpcsCommand` is called as `describeVpcs`. */
function methodOf(command) {
  return command.charAt(0).toLowerCase() + command.slice(1).replace(/Command$/, '')
}

function wordsIn(folder) {
  const files = readdirSync(folder, {recursive: true}).filter((file) => /(?<!\.test|\.fixture|\.d)\.ts$/.test(file))
  return new Set(files.flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/\w+/g) ?? []))
}
