import type {ImageBuildResult, ImageListResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {size} from './size.js'
import {table} from './table.js'

export function formatBuiltImages({images, durationMs}: ImageBuildResult): string {
  const rows = images.map(({name, built, pushed, uri, id, tag}) => [
    name,
    doneTo(built, pushed),
    paint.quiet(uri ?? id ?? tag),
  ])
  return [...table(rows), paint.quiet(`(${duration(durationMs)})`)].join('\n')
}

function doneTo(built: boolean, pushed: boolean): string {
  if (!built) return 'unchanged'
  return pushed ? 'built and pushed' : 'built'
}

export function formatImageList({images}: ImageListResult): string {
  return images
    .map(({name, repository, tags}) => {
      const rows = tags.map(({tag, digest, pushedAt = '', sizeBytes, live}) => [
        live ? paint.added('live') : '',
        tag,
        digest,
        sizeBytes === undefined ? '' : size(sizeBytes),
        pushedAt,
      ])
      return [
        `${paint.title(name)}  ${repository}`,
        ...(rows.length > 0 ? table(rows, 2) : ['  nothing was pushed yet']),
      ].join('\n')
    })
    .join('\n\n')
}
