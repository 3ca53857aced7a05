import type {ConfigPlan, ConfigStatus, DeployedConfig} from '@aws-stack/core'

import {paint} from '../paint.js'
import {count} from './count.js'
import {formatSection, type PlanSection} from './plan-section.js'
import {formatProperty} from './property.js'
import {size} from './size.js'
import {table} from './table.js'

/** What would be released where, with what is otherwise there. */
export function formatConfigPlans(configs: readonly ConfigPlan[]): string[] {
  return configSections(configs).flatMap(formatSection)
}

/** One section, or none. Those that are where they belong are one line. */
export function configSections(configs: readonly ConfigPlan[]): PlanSection[] {
  if (configs.length === 0) return []
  const moving = configs.filter(({action}) => action !== 'none')
  const still = configs.length - moving.length
  const unchanged = {lines: [`  ${paint.quiet(`${count(still, 'config')} unchanged`)}`], changes: false}
  const items = moving.map((config) => ({lines: configLines(config), changes: config.action === 'release'}))
  return [{title: 'configs', items: [...items, ...(still > 0 ? [unchanged] : [])]}]
}

function configLines(config: ConfigPlan): string[] {
  const {profile, action, upload, version, bytes, environments, knownAfter, create} = config
  if (action === 'skip') return [`  ${paint.changed('-')} ${profile}  ${paint.changed('there is no such profile')}`]
  const what = upload ? `upload ${size(bytes)}` : `version ${version}, which is uploaded already`
  const first = create ? 'create the profile, ' : ''
  const mark = paint[create || environments.every(({runs}) => runs === undefined) ? 'added' : 'changed']
  const unknown = knownAfter ? paint.quiet(`, what runs is known after ${knownAfter}`) : ''
  return [
    `  ${mark(create ? '+' : '~')} ${profile}  ${first}${what}${unknown}`,
    ...environments.flatMap(({environment, action, runs, differences}) => {
      if (action === 'none') return [`      ${environment}  ${paint.quiet(`runs it already, version ${runs}`)}`]
      const now = runs === undefined ? 'runs none' : `runs version ${runs}`
      const shown = runs === undefined ? [] : differences
      return [
        `      ${environment}  deploy${knownAfter ? '' : `, ${now}`}`,
        ...table(shown.slice(0, MOST).map(formatProperty), 10),
        ...(shown.length > MOST ? [`          ${paint.quiet(`and ${shown.length - MOST} more`)}`] : []),
      ]
    }),
  ]
}

/** More says nothing more in a terminal; `--json` has all. */
const MOST = 20

/** What runs where, after a deploy. */
export function formatDeployedConfigs(configs: readonly DeployedConfig[]): string[] {
  const moved = configs.filter(({changed}) => changed)
  const still = configs.length - moved.length
  const rows = moved.flatMap(({profile, version = 0, uploaded, environments}) =>
    environments.map(({environment, changed, deployment = 0}, index) => [
      index === 0 ? profile : '',
      environment,
      changed ? `version ${version}, deployment ${deployment}` : 'unchanged',
      index === 0 ? (uploaded ? 'uploaded' : 'was uploaded already') : '',
    ]),
  )
  return [
    ...(configs.length > 0 ? ['', 'configs', ...table(rows, 2)] : []),
    ...(still > 0 ? [`  ${paint.quiet(`${count(still, 'config')} unchanged`)}`] : []),
  ]
}

/** One row for each profile and environment: what runs there, since when, by whom. */
export function formatConfigStatuses(configs: readonly ConfigStatus[]): string[] {
  const rows = configs.flatMap(({profile, newest, environments}) =>
    environments.map((one, index) => [index === 0 ? profile : '', ...statusCells(one, newest)]),
  )
  return table(rows, 2)
}

function statusCells(
  {environment, version, since = '', by = '', commit, differs, underWay}: ConfigStatus['environments'][number],
  newest: number | undefined,
): string[] {
  const runs = version === undefined ? paint.quiet('runs none') : `version ${version}`
  const late = differs && newest !== undefined ? paint.changed(`newest is ${newest}`) : ''
  const moving = underWay
    ? paint.changed(`${underWay.state} version ${underWay.version}, ${Math.round(underWay.percent)} %`)
    : ''
  return [environment, runs, late, moving, since, [by, commit].filter(Boolean).join(' ')]
}
