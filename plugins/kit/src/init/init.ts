import {resolve} from 'node:path'

import {type AppDefinition, editSettingsFile} from '@aws-stack/core'

import type {OpenAppOptions} from '../open-app.js'
import type {Prompt} from '../prompt.js'
import {askSettings} from './ask-settings.js'
import {chooseApp} from './choose-app.js'
import {toEdit} from './to-edit.js'
import {readText, writeSettings} from './write-settings.js'

/** The `--json` shape of `init`: stable. */
export interface InitResult {
  readonly app: string
  readonly file: string
  /** `false`: the file says all of it already. */
  readonly written: boolean
  readonly stage: string
  readonly region: string
  readonly account?: string
  readonly settings: Readonly<Record<string, string>>
  /** What to run now. */
  readonly next: string
}

export interface InitOptions extends OpenAppOptions {
  readonly apps: readonly AppDefinition[]
  /** `--app` */
  readonly app: string | undefined
  /** `--set`: `key=value` each. */
  readonly set: readonly string[]
  /** Flags and defaults are all there is: nobody is asked. */
  readonly yes: boolean
  /** An existing file is changed without asking. */
  readonly force: boolean
  readonly prompt: Prompt
}

const DEFAULT_NAME = 'aws-stack.yaml'

/** Asks what an app needs to know, and writes the settings file as the last thing it does. */
export async function init(options: InitOptions): Promise<InitResult> {
  const name = options.file ?? DEFAULT_NAME
  const file = resolve(options.cwd, name)
  const before = await readText(file)
  const app = await chooseApp(options)

  const {stage, region, account, ...settings} = await askSettings(app, {
    ...options,
    file: before === undefined ? undefined : options.file,
  })
  const place = {stage: stage ?? '', region: region ?? '', ...(account !== undefined && {account})}
  const after = editSettingsFile(before ?? '', toEdit(app, place, settings))
  const written = await writeSettings({name, file, before, after}, options)

  const {local, profile} = options
  const where = [...(local ? ['--local'] : []), ...(profile ? [`--profile ${profile}`] : [])]
  const next = [`aws-stack ${app.name}:plan`, ...(options.file ? [`--config ${name}`] : []), ...where].join(' ')
  return {app: app.name, file, written, ...place, settings, next}
}
