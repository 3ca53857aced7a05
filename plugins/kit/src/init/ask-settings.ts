import {type AppDefinition, checkSettings, StackError} from '@aws-stack/core'

import {ask, type InitQuestion} from './ask.js'
import type {InitOptions} from './init.js'
import {knownSettings} from './known-settings.js'
import {lookAround, type Surroundings} from './look-around.js'
import {vpcQuestion} from './vpc-question.js'

/** Region, account and what the app requires; what flags say is not asked again. Checked as every later command checks it. */
export async function askSettings(app: AppDefinition, options: InitOptions): Promise<Readonly<Record<string, string>>> {
  const {given, known} = await knownSettings(app, options)
  const values: Record<string, string | undefined> = {...known, ...given}
  const asks = options.prompt.terminal && !options.yes
  const problemOf = (key: string, value: string) =>
    checkSettings(app, {...values, [key]: value}).problems.find((problem) => problem.key === key)?.message
  const settle = async (question: Omit<InitQuestion, 'check'>) => {
    const {key} = question
    if (key in given) return
    values[key] = asks ? await ask({...question, check: (value) => problemOf(key, value)}, options) : question.fallback
  }

  await settle({key: 'region', about: 'AWS region that it is deployed to.', fallback: values['region']})
  const around = await lookAround(app, values, options)
  if (around.accountId) {
    const about = 'Account that commands may work in; any other is refused. The credentials are of this one now.'
    await settle({key: 'account', about, fallback: values['account'] ?? around.accountId})
  }
  const required = Object.keys(app.settings.shape).filter((key) => isRequired(app, key))
  for (const key of required) await settle(questionOf(app, key, values[key], around))

  for (;;) {
    const {problems} = checkSettings(app, values)
    if (problems.length === 0) return decided(values, [...PLACE, ...required, ...Object.keys(given)])
    const again = asks ? problems.filter(({key}) => required.includes(key) && !(key in given)) : []
    if (again.length === 0) throw incomplete(app, problems, required, asks || options.yes)
    for (const {key, message} of again) {
      options.reporter.say(`\n${key}: ${message}`)
      await settle(questionOf(app, key, undefined, around))
    }
  }
}

const PLACE = ['stage', 'region', 'account']

/** What is only known from elsewhere, and need not be written, stays there. */
function decided(
  values: Readonly<Record<string, string | undefined>>,
  keys: readonly string[],
): Record<string, string> {
  const entries = Object.entries(values).filter(([key, value]) => keys.includes(key) && value !== undefined)
  return Object.fromEntries(entries) as Record<string, string>
}

function isRequired({settings}: AppDefinition, key: string): boolean {
  return settings.shape[key]?.safeParse(undefined).success === false
}

function questionOf(
  {settings}: AppDefinition,
  key: string,
  fallback: string | undefined,
  {vpcs}: Surroundings,
): Omit<InitQuestion, 'check'> {
  const schema = settings.shape[key]
  const about = schema?.description ?? key
  return schema?.meta()?.['choose'] === 'vpc' ? vpcQuestion({key, about, fallback}, vpcs) : {key, about, fallback}
}

/** `agreed`: whoever could be asked has been, or did not want to be. */
function incomplete(
  app: AppDefinition,
  problems: readonly {readonly key: string; readonly message: string}[],
  required: readonly string[],
  agreed: boolean,
): StackError {
  const sample = app.sample?.({vpcId: 'vpc-0123456789abcdef0', standIns: {}}) ?? {}
  const flags = required.map((key) => `--set ${key}=${sample[key] ?? 'VALUE'}`)
  const missing = problems.every(({message}) => message === 'is required')
  const list = problems.map(({key, message}) => `${key}: ${message}`)
  return new StackError(
    missing && !agreed ? 'NO_TERMINAL' : 'SETTINGS_INVALID',
    `nothing was written${missing && !agreed ? ', and there is no terminal to ask' : ''}\n${list.map((line) => `  ${line}`).join('\n')}`,
    {details: {problems}, suggestions: [`aws-stack init --app ${app.name} ${flags.join(' ')}`]},
  )
}
