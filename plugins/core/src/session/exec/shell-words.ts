import {StackError} from '../../errors.js'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** One word for any shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

export function exportsOf(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `export ${name}=${quote(value)}; `)
    .join('')
}

export function checkEnv(env: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(env)) {
    if (!NAME.test(name)) throw new StackError('USAGE', `"${name}" is no name of an environment variable`)
    if (value.includes('\0')) throw new StackError('USAGE', `the variable ${name} cannot hold a zero byte`)
  }
}
