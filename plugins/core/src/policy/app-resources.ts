import {readFile} from 'node:fs/promises'
import {basename, dirname} from 'node:path'

import type {AppDefinition, ParameterValue} from '../app.js'
import {scopeOf, stackName} from '../scope.js'
import type {Settings} from '../settings.js'
import {valuesAt} from '../diagram/evaluate.js'
import {parseTemplate, type Template} from '../template/parse-template.js'
import {generatedName} from './generated-name.js'
import {type PolicyPlace, toArn} from './place.js'
import {textsIn, type TextSources} from './template-texts.js'
import {TYPE_ROWS} from './type-rows.js'

/** A stack of the app, or all of a family, whose names begin alike. */
export interface AppStack {
  /** `vast-dev-network`, `substation-dev-stream-*` */
  readonly name: string
  readonly template: Template
  /** `vast/network.yaml` */
  readonly file: string
  /** What is given to it and known beforehand. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface AppResource {
  readonly type: string
  /** `vast/network.yaml: Vpc` */
  readonly place: string
  readonly names: readonly string[]
  readonly arns: readonly string[]
  has(property: string): boolean
  /** Of properties, `{Targets.*.Arn}` in the tables: all texts that it can be. */
  texts(property: string): readonly string[]
}

/** The app's stacks, as the settings want it; of a family all that there can be. */
export async function appStacks<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
): Promise<AppStack[]> {
  const scope = scopeOf(app, settings, undefined as Facts)
  const given = [
    ...app.stacks.map(({part, template, parameters}) => ({
      part,
      file: template,
      given: known(() => parameters?.(scope)),
    })),
    ...(app.families ?? []).map(({family, template}) => ({part: `${family}-*`, file: template, given: {}})),
  ]
  return Promise.all(
    given.map(async ({part, file, given}) => ({
      name: stackName(app, settings, part),
      file: `${basename(dirname(file))}/${basename(file)}`,
      template: parseTemplate(await readFile(file, 'utf8'), file),
      parameters: {...given, Name: scope.name},
    })),
  )
}

/** Of a definition that tells its parameters by what it finds in the account nothing is known: it throws without. */
function known(parameters: () => Readonly<Record<string, ParameterValue>> | undefined): Record<string, string> {
  try {
    const texts = Object.entries(parameters() ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return Object.fromEntries(texts)
  } catch {
    return {}
  }
}

export function resourcesOf(stack: AppStack, place: PolicyPlace): AppResource[] {
  const {template, file} = stack
  const sources: TextSources = {
    template,
    values: {
      ...stack.parameters,
      'AWS::Region': place.region,
      'AWS::AccountId': place.account,
      'AWS::Partition': place.partition,
    },
    namesOf: (logicalId) => namesOf(logicalId, stack, sources),
    arnsOf: (logicalId) => arnsOf(logicalId, stack, sources, place),
  }
  return [...template.resources].map(([logicalId, {type}]) => ({
    type,
    place: `${file}: ${logicalId}`,
    names: namesOf(logicalId, stack, sources),
    arns: arnsOf(logicalId, stack, sources, place),
    has: (property) => propertiesAt(template, logicalId, property).length > 0,
    texts: (property) => propertiesAt(template, logicalId, property).flatMap((value) => textsIn(value, sources)),
  }))
}

function namesOf(logicalId: string, {name: stack, template}: AppStack, sources: TextSources): readonly string[] {
  const rule = TYPE_ROWS[template.resources.get(logicalId)?.type ?? '']?.name
  if (rule === undefined) return ['*']
  const named = propertiesAt(template, logicalId, rule.property)
  return named.length > 0
    ? named.flatMap((value) => textsIn(value, sources)).map(tidy)
    : [generatedName(stack, logicalId, rule)]
}

function arnsOf(logicalId: string, stack: AppStack, sources: TextSources, place: PolicyPlace): readonly string[] {
  const {arns = []} = TYPE_ROWS[stack.template.resources.get(logicalId)?.type ?? ''] ?? {}
  return arns.flatMap((pattern) => {
    const names = pattern.includes('{name}') ? namesOf(logicalId, stack, sources) : ['']
    return names.flatMap((name) =>
      filledIn(pattern.replace('{name}', name), (property) =>
        propertiesAt(stack.template, logicalId, property).flatMap((value) => textsIn(value, sources)),
      ).map((short) => toArn(short, place)),
    )
  })
}

/** A pattern of the tables, once for each text that a property in braces can be. */
export function filledIn(pattern: string, textsOf: (property: string) => readonly string[]): string[] {
  const [before, property, ...rest] = pattern.split(/\{([^}]*)\}/)
  if (property === undefined) return [tidy(pattern)]
  const after = rest.length === 1 ? (rest[0] ?? '') : pattern.slice((before ?? '').length + property.length + 2)
  return textsOf(property).flatMap((text) => filledIn(`${before}${text}${after}`, textsOf))
}

function propertiesAt(template: Template, logicalId: string, path: string): unknown[] {
  const definition = template.resources.get(logicalId)?.definition as {Properties?: unknown} | undefined
  return valuesAt(definition?.Properties, path)
}

function tidy(pattern: string): string {
  return pattern.replaceAll(/\*+/g, '*')
}
