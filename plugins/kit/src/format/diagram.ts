import type {DiagramResult} from '@aws-stack/core'

import {count} from './count.js'

export function formatDiagramFiles({nodes, edges}: DiagramResult, files: readonly string[]): string {
  const boxes = nodes.length === 1 ? '1 box' : `${nodes.length} boxes`
  return `Drew ${boxes} and ${count(edges.length, 'arrow')}: ${files.join(', ')}`
}
