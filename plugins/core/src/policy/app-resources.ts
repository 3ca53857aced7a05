import {readFile} from 'node:fs/promises'

import type {AppDefinition, ParameterValue} from '../app.js'
import {wantedApp} from '../optional-parts.js'
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
  /** `false`: an optional part that the settings do not name. It may be there, and is then deleted. */
  readonly wanted: boolean
  /** What is given to it and known beforehand. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface AppResource {
  readonly type: string
  /** As its stack is. */
  readonly wanted: boolean
  readonly names: readonly string[]
  readonly arns: readonly string[]
  has(property: string): boolean
  /** Of properties, `{Targets.*.Arn}` in the tables: all texts that it can be. */
  texts(property: string): readonly string[]
}

/** Every stack that the app can have. */
export async function appStacks<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
): Promise<AppStack[]> {
  const scope = scopeOf(app, settings, undefined as Facts)
  const wanted = new Set(wantedApp(app, settings).stacks.map(({part}) => part))
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
      wanted: wanted.has(part) || part.endsWith('*'),
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
  const {template} = stack
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
    wanted: stack.wanted,
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
