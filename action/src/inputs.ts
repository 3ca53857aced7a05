import {z} from '@aws-stack/core/zod'
import {getInput} from '@actions/core'

import {invalidInputs} from './invalid-inputs.js'
import {isRole} from './role-arn.js'
import {splitWords} from './split-words.js'

export type Inputs = Readonly<z.output<typeof SCHEMA>>

const flag = z.enum(['true', 'false'], {error: 'is neither true nor false'}).transform((value) => value === 'true')
const text = z.string().transform((value) => value || undefined)
const list = z.string().transform((value) => value.split(/[\n,]/).flatMap((item) => item.trim() || []))

/** One line a command; a line that ends with a backslash goes on, one that begins with `#` is a comment. */
const commands = z.string().transform((value, context) => {
  const lines = value.replaceAll(/\\\r?\n/g, ' ').split('\n')
  const told = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  if (told.length === 0) context.addIssue('names no command')
  return told.flatMap((line) => {
    const words = splitWords(line)
    if (words === undefined) context.addIssue(`has a quote without an end: ${line}`)
    const [first, ...rest] = words ?? []
    return first === undefined ? [] : [first === 'aws-stack' ? rest : [first, ...rest]]
  })
})

/** Of `action.yml`, whose descriptions say what each is for. */
const SCHEMA = z.strictObject({
  command: commands,
  plugins: list,
  'working-directory': z.string().transform((value) => value || '.'),
  stage: text,
  region: text,
  'role-arn': text.refine((arn) => arn === undefined || isRole(arn), {
    error: 'is no ARN of a role: arn:aws:iam::123456789012:role/deploy',
  }),
  'allowed-account-ids': list.refine((ids) => ids.every((id) => /^\d{12}$/.test(id)), {
    error: 'has something that is no account: twelve digits each',
  }),
  confirm: flag,
  comment: z.enum(['auto', 'always', 'never'], {error: 'is none of auto, always, never'}),
  'github-token': text,
  'fail-on': list.refine((kinds) => kinds.every((kind) => ['replace', 'delete'].includes(kind)), {
    error: 'takes replace and delete',
  }),
  timeout: text,
  'dry-run': flag,
  summary: flag,
  'output-prefix': z.string().refine((prefix) => /^[\w-]*$/.test(prefix), {
    error: 'has more than letters, digits, - and _',
  }),
})

export const INPUT_NAMES: readonly string[] = Object.keys(SCHEMA.shape)

const SECRET = 'github-token'

/** All inputs. Throws `INPUT_INVALID` with all that is wrong. */
export function readInputs(): Inputs {
  const given = Object.fromEntries(INPUT_NAMES.map((name) => [name, getInput(name)]))
  const {success, data, error} = SCHEMA.safeParse(given)
  if (success) return data
  const problems = error.issues.map(({path, message}) => {
    const name = String(path[0])
    return {input: name, value: name === SECRET ? '****' : (given[name] ?? ''), message}
  })
  throw invalidInputs(problems)
}
