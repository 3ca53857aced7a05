import assert from 'node:assert/strict'

import {findCycle, reversed, sorted, templateGraph, walk} from './graph.js'
import {readTemplate} from './read-template.js'

const template = readTemplate(`
Conditions: {Public: !Equals [a, b]}
Resources:
  Task: {Type: "AWS::ECS::TaskDefinition", Properties: {Family: !If [Public, !Ref Gateway, !GetAtt Log.Arn]}}
  Log: {Type: "AWS::Logs::LogGroup", DependsOn: Vpc}
  Gateway: {Type: "AWS::EC2::InternetGateway", Condition: Public}
  Vpc: {Type: "AWS::EC2::VPC"}
`)

describe('the graph of a template', () => {
  it('has what the branches taken refer to', () => {
    const graph = templateGraph(template, new Map([['Public', false]]))

    assert.deepEqual(
      graph,
      new Map([
        ['Task', new Set(['Log'])],
        ['Log', new Set(['Vpc'])],
        ['Vpc', new Set()],
      ]),
    )
    assert.deepEqual(sorted(graph), ['Vpc', 'Log', 'Task'])
    assert.deepEqual(sorted(reversed(graph)), ['Task', 'Log', 'Vpc'])
  })

  it('has both branches where conditions are not known yet', () => {
    assert.deepEqual(templateGraph(template).get('Task'), new Set(['Gateway', 'Log']))
  })

  it('finds a circle', () => {
    const graph = new Map([
      ['A', new Set(['B'])],
      ['B', new Set(['C'])],
      ['C', new Set(['B'])],
    ])

    assert.deepEqual(findCycle(graph), ['B', 'C'])
    assert.equal(findCycle(templateGraph(template)), undefined)
  })

  it('is walked as far as nothing fails', async () => {
    const graph = new Map([
      ['A', new Set<string>()],
      ['B', new Set(['A'])],
      ['C', new Set<string>()],
      ['D', new Set(['B', 'C'])],
    ])
    const visited: string[] = []

    await walk(graph, async (id) => {
      visited.push(id)
      return id !== 'B'
    })

    assert.deepEqual(visited.sort(), ['A', 'B', 'C'])
  })
})
