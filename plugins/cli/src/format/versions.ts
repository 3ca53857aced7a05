import {paint, table} from '@aws-stack/kit'

export interface Versions {
  readonly cli: string
  readonly node: string
  readonly platform: string
  readonly plugins: readonly {readonly name: string; readonly version: string; readonly from: string}[]
}

export function formatVersions({cli, node, platform, plugins}: Versions): string {
  const own = [
    ['aws-stack', cli, ''],
    ['node', node, platform],
  ]
  return table([...own, ...plugins.map(({name, version, from}) => [name, version, paint.quiet(from)])]).join('\n')
}
