import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {checkSettings, type ParameterValue, type Scope, type Settings} from '@aws-stack/core'

import {substation} from '../app.js'
import type {SubstationSettings} from '../settings.js'

/** The app's settings as a file would give them. Throws where they are wrong. */
export function settingsWith(given: Readonly<Record<string, unknown>> = {}): Settings<SubstationSettings> {
  const {settings, problems} = checkSettings(substation, {stage: 'dev', region: 'eu-west-1', ...given})
  if (problems.length > 0) throw new Error(problems.map(({key, message}) => `${key}: ${message}`).join('\n'))
  return settings
}

/** What is wrong with settings, `key: message` each. */
export function problemsWith(given: Readonly<Record<string, unknown>>): string[] {
  const {problems} = checkSettings(substation, {stage: 'dev', region: 'eu-west-1', ...given})
  return problems.map(({key, message}) => `${key}: ${message}`)
}

export function scopeWith(given: Readonly<Record<string, unknown>> = {}): Scope<SubstationSettings, undefined> {
  const {stage, region, config} = settingsWith(given)
  return {name: `substation-${stage}`, stage, region, config, facts: undefined}
}

export interface Part {
  readonly part: string
  readonly template: string
  readonly parameters: Readonly<Record<string, ParameterValue>>
}

/** Every stack that these settings make. */
export function partsOf(scope: Scope<SubstationSettings, undefined>): Part[] {
  const {stacks, families = []} = substation
  return [
    ...stacks
      .filter(({part, optional}) => optional === undefined || scope.config.optionalParts.some((one) => one === part))
      .map(({part, template, parameters}) => ({part, template, parameters: parameters?.(scope) ?? {}})),
    ...families.flatMap(({family, template, members, parameters}) =>
      members(scope.config).map((member) => ({
        part: `${family}-${member}`,
        template,
        parameters: parameters(scope, member),
      })),
    ),
  ]
}

/** The app with Dockerfiles that need nothing: what they build is tested elsewhere. */
export async function appWithPlainImages(): Promise<typeof substation> {
  const folder = await mkdtemp(join(tmpdir(), 'substation-images-'))
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\n')
  const images = substation.images.map((image) => ({...image, dockerfile: join(folder, 'Dockerfile'), context: folder}))
  return {...substation, images}
}
