// A plugin of the bundler: an AWS client has the commands that our sources name, and no other. `EC2` alone has eight hundred, of which five are used.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

const CLIENT = /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]dist-es[/\\][A-Z]\w*\.js$/
const IMPORT = /^import \{ (\w+),? \} from "\.\/(?:commands|pagination|waiters)\/\w+";$/gm
const MEMBER = /^ {4}(\w+),$/gm
const SCHEMAS = /[/\\]@aws-sdk[/\\](?:client-[\w-]+|nested-clients)[/\\]dist-es[/\\](?:.*[/\\])?schemas[/\\]\w+\.js$/
const WORD = /^const (_\w+) = ("\w+");$/gm
const KEY = /\[(_\w+)\]:/g

/** `folder`: the sources in which a client's methods are called by name. A name that is only made at run time would be missed; tsc knows no such call. */
export function sdkCommands(folder) {
  const named = wordsIn(folder)
  const isUsed = (name) => named.has(name) || named.has(methodOf(name))
  return {
    name: 'sdk-commands',
    transform: {
      filter: {id: [CLIENT, SCHEMAS]},
      handler: (text, path) => (SCHEMAS.test(path) ? plainKeys(text) : commandsOf(text, path, isUsed)),
    },
  }
}

function commandsOf(text, path, isUsed) {
  if (!text.includes('createAggregatedClient(')) return undefined
  const imported = [...text.matchAll(IMPORT)].map(([, name]) => name)
  if (imported.length === 0) throw new Error(`${path} is not written as it was: its commands cannot be told`)
  const left = imported.filter(isUsed)
  if (left.length === 0) throw new Error(`${path}: our sources name none of its commands`)
  return text
    .replaceAll(IMPORT, (line, name) => (isUsed(name) ? line : ''))
    .replaceAll(MEMBER, (line, name) => (!imported.includes(name) || isUsed(name) ? line : ''))
}

/** A computed key may do something when it is read, so a bundler keeps every shape of the service that has one. */
function plainKeys(text) {
  const words = new Map([...text.matchAll(WORD)].map(([, name, word]) => [name, word]))
  return text.replaceAll(KEY, (key, name) => `${words.get(name) ?? `[${name}]`}:`)
}

/** `DescribeVpcsCommand` is called as `describeVpcs`. */
function methodOf(command) {
  return command.charAt(0).toLowerCase() + command.slice(1).replace(/Command$/, '')
}

function wordsIn(folder) {
  const files = readdirSync(folder, {recursive: true}).filter((file) => /(?<!\.test|\.fixture|\.d)\.ts$/.test(file))
  return new Set(files.flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/\w+/g) ?? []))
}
