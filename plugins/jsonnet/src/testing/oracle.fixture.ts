import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {isDeepStrictEqual} from 'node:util'

import {JsonnetError} from '../errors.js'
import {evaluate, type EvaluateOptions, evaluateStream} from '../evaluate.js'
import {libraryOf, type Mode, type Program} from './program.fixture.js'

/** Debian's package, release 0.18; another `jsonnet` on the path may be our own. */
export const ORACLE = '/usr/bin/jsonnet'
/** Fields of objects are evaluated again and again there: a few programs would take days. */
const PATIENCE = 20_000

const EXT_VARS = {text: 'from outside'}
const EXT_CODE = {number: '1 + 0.25', array: "[1, 'b', null]", object: "{a: 1, b: 'x', c: [2], d: {a: self.b}}"}
const TLA_VARS = {x: 'an argument'}
const TLA_CODE = {y: '40 + 2'}

const FILES: Readonly<Record<string, string>> = {
  'base.libsonnet': libraryOf(12),
  'functions.libsonnet': `{
    twice(x): 2 * x,
    sum(a, b=a * 2, c=b + 1):: a + b + c,
    make(n, name='none'): {a: n, b: name, c: [$.twice(n)], d: import 'base.libsonnet'},
  }`,
  'folder/inner.libsonnet':
    "local base = import '../base.libsonnet'; base {a: std.length(importstr '../text.txt'), b+: 'ü'}",
  'text.txt': 'first line\n  "second" ü 😀\\n\n',
}

/** What became of a program: what it prints, or the first line of its error; undefined where it takes too long. */
export type Outcome = {readonly printed: string} | {readonly error: string} | undefined

/** What has changed between that release and today's: what it says, and what we say. See docs/jsonnet.md. */
const CHANGED: readonly {readonly theirs?: RegExp; readonly ours?: RegExp}[] = [
  {theirs: /std\.split (first|second) parameter should/},
  {theirs: /negative index, end, and steps are not supported$/},
  {theirs: /^RUNTIME ERROR: Assertion failed\. /, ours: /^RUNTIME ERROR: Assertion failed\. /},
  {
    theirs: /binary operator >= requires matching types, got \w+ and number\.$/,
    ours: /binary operator|std\.slice|step must be/,
  },
  {
    theirs: /length operates on|can only index|object index must be/,
    ours: /can only iterate over array\.$|std\.slice accepts/,
  },
  {ours: /Values of type boolean are not comparable/},
  {ours: /std\.flatMap on \w+, provided function must return/},
]

/** A slice looks at its bounds in another order today: of two faults it tells the other. */
const SLICE = /std\.slice\(|\[[^[]*:[^[]*\]/

/** Whether both say the same of a program, or what has changed since. */
export function agree(source: string, ours: Outcome, theirs: Outcome): boolean {
  if (isDeepStrictEqual(ours, theirs)) return true
  if (ours && theirs && 'error' in ours && 'error' in theirs && SLICE.test(source)) return true
  const [own, other] = [errorOf(ours), errorOf(theirs)]
  return CHANGED.some((change) => (change.theirs ?? /./).test(other) && (change.ours ?? /./).test(own))
}

function errorOf(outcome: Outcome): string {
  return outcome && 'error' in outcome ? outcome.error : 'none'
}

export function hasOracle(): boolean {
  return existsSync(ORACLE)
}

/** A new folder with the files that programs import. */
export function programFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jsonnet-programs-'))
  mkdirSync(join(folder, 'folder'))
  for (const [path, content] of Object.entries(FILES)) writeFileSync(join(folder, path), content)
  return `${folder}/`
}

const optionsOf = (flag: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])

const FLAGS: Readonly<Record<Mode, readonly string[]>> = {
  value: [],
  string: ['--string'],
  stream: ['--yaml-stream'],
  call: [...optionsOf('--tla-str', TLA_VARS), ...optionsOf('--tla-code', TLA_CODE)],
}

/** What the C++ implementation says. */
export function oracle({source, mode}: Program, folder: string, command = ORACLE): Outcome {
  const variables = [...optionsOf('--ext-str', EXT_VARS), ...optionsOf('--ext-code', EXT_CODE)]
  const {status, stdout, stderr} = spawnSync(command, ['--jpath', folder, ...variables, ...FLAGS[mode], '-'], {
    input: source,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: PATIENCE,
  })
  if (status === 0) return {printed: stdout.replace(/\n$/, '')}
  return status === null ? undefined : {error: stderr.replace(/^(TRACE: [^\n]*\n)*/, '').split('\n', 1)[0]!}
}

/** What we say; throws where that is neither a result nor an error of Jsonnet. */
export function own({source, mode}: Program, folder: string): Outcome {
  const options: EvaluateOptions = {
    jpath: [folder],
    extVars: EXT_VARS,
    extCode: EXT_CODE,
    ...(mode === 'call' ? {tlaVars: TLA_VARS, tlaCode: TLA_CODE} : {}),
    string: mode === 'string',
    filename: '<stdin>',
    maxSteps: 20_000_000,
  }
  try {
    if (mode !== 'stream') return {printed: evaluate(source, options)}
    const documents = evaluateStream(source, options)
    return {printed: documents.length === 0 ? '' : `${documents.map((one) => `---\n${one}\n`).join('')}...`}
  } catch (error) {
    if (!(error instanceof JsonnetError)) throw new Error(`no error of Jsonnet for:\n${source}`, {cause: error})
    const [line = ''] = error.message.split('\n', 1)
    return line.includes('evaluation budget exceeded') ? undefined : {error: line}
  }
}
