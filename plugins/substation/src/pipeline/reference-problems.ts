import {nearNames} from '@aws-stack/core'

import type {Description} from './description.js'
import {toPipeline} from './to-pipeline.js'

/** Names that lead nowhere, each with what may have been meant. */
export function referenceProblems(description: Description): string[] {
  const {sources, streams, transforms, sinks, tables} = description
  const streamNames = Object.keys(streams)
  const callable = Object.entries(transforms).flatMap(([name, {from}]) => (from === undefined ? [name] : []))
  const written = Object.keys(toPipeline({...description, tables: {}}).tables)
  const tableNames = [...new Set([...written, ...Object.keys(tables)])]
  const nodes = {
    ...withPlace('sources', sources),
    ...withPlace('transforms', transforms),
    ...withPlace('sinks', sinks),
  }
  const asked = Object.entries(nodes).flatMap(([place, {calls = [], reads = []}]) => [
    ...calls.map((name) => lost(`${place}.calls`, name, callable, 'no transform without "from"')),
    ...reads.map((name) => lost(`${place}.reads`, name, tableNames, 'no table')),
  ])
  const flows = [
    ...Object.entries(sources).flatMap(([name, {to}]) => to.map((stream) => [`sources.${name}.to`, stream] as const)),
    ...Object.entries(transforms).flatMap(([name, {from, to = []}]) => [
      ...(from === undefined ? [] : [[`transforms.${name}.from`, from] as const]),
      ...to.map((stream) => [`transforms.${name}.to`, stream] as const),
    ]),
    ...Object.entries(sinks).map(([name, {from}]) => [`sinks.${name}.from`, from] as const),
  ]
  const used = new Set([...written, ...Object.values(nodes).flatMap(({reads = []}) => reads)])
  return [
    ...flows.map(([place, name]) => lost(place, name, streamNames, 'no stream')).flat(),
    ...asked.flat(),
    ...Object.keys(tables)
      .filter((name) => !used.has(name))
      .map((name) => `tables.${name}: no sink writes it, and nothing reads it`),
  ]
}

function withPlace<Box>(section: string, boxes: Readonly<Record<string, Box>>): Record<string, Box> {
  return Object.fromEntries(Object.entries(boxes).map(([name, box]) => [`${section}.${name}`, box]))
}

function lost(place: string, name: string, known: readonly string[], what: string): string[] {
  if (known.includes(name)) return []
  const [near] = nearNames(name, known)
  const others = known.length > 0 ? `; there is ${known.join(', ')}` : ''
  return [`${place}: there is ${what} "${name}"${near === undefined ? others : `; "${near}" is one`}`]
}
