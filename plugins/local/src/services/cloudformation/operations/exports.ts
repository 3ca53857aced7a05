import {invalid} from '../invalid.js'
import {requiredText, text} from '../protocol/read-input.js'
import {exportsOf, importersOf} from '../stack/find-stack.js'
import type {Operation} from './operation.js'
import {page} from './page.js'

export const listExports: Operation = ({world, region, input}) => {
  const {items, nextToken} = page(exportsOf(world, region), text(input, 'NextToken'))
  return {
    Exports: items.map(({stack, output}) => ({
      ExportingStackId: stack.id,
      Name: output.exportName,
      Value: output.value,
    })),
    NextToken: nextToken,
  }
}

export const listImports: Operation = ({world, region, input}) => {
  const name = requiredText(input, 'ExportName')
  const importers = importersOf(world, region, name)
  if (importers.length === 0) throw invalid(`Export '${name}' is not imported by any stack.`)
  const {items, nextToken} = page(importers, text(input, 'NextToken'))
  return {Imports: items, NextToken: nextToken}
}
