import assert from 'node:assert/strict'

import {z} from 'zod'

import {defineApp, image, output} from './app.js'
import {graphOf, parametersOf} from './graph.js'
import {scopeOf} from './scope.js'

const settings = {stage: 'dev', region: 'eu-west-1', config: {}}
const imageNamed = (name: string) => ({
  name,
  repository: output('registry', 'Uri'),
  dockerfile: '/Dockerfile',
  context: '/',
  platform: 'linux/amd64' as const,
})

function edgesOf(
  stacks: Parameters<typeof defineApp<object>>[0]['stacks'],
  images = [imageNamed('server')],
): Record<string, readonly string[]> {
  const app = defineApp<object>({name: 'app', title: 'App', settings: z.strictObject({}), images, stacks})
  const graph = graphOf(app, parametersOf(app, scopeOf(app, settings, undefined)))
  return Object.fromEntries([...graph].map(([key, {needs}]) => [key, needs]))
}

const part = (name: string, parameters = {}) => ({part: name, template: '/t.yaml', parameters: () => parameters})

describe('graphOf', () => {
  it('lets an image wait for its repository and a stack for the images and outputs it takes', () => {
    const edges = edgesOf([
      part('server', {Image: image('server'), Vpc: output('network', 'VpcId'), Subnet: output('network', 'SubnetId')}),
      part('network', {Cidr: '10.0.0.0/24'}),
      part('registry'),
    ])

    assert.deepEqual(edges, {
      'stack registry': [],
      'image server': ['stack registry'],
      'stack network': [],
      'stack server': ['image server', 'stack network'],
    })
  })

  it('lists every node after all that it needs', () => {
    const order = Object.keys(
      edgesOf([part('b', {A: output('a', 'X')}), part('c', {B: output('b', 'X')}), part('a'), part('registry')], []),
    )

    assert.deepEqual(order, ['stack a', 'stack b', 'stack c', 'stack registry'])
  })

  it('calls a circle and a reference to nowhere an error of the definition', () => {
    assert.throws(
      () => edgesOf([part('a', {B: output('b', 'X')}), part('b', {A: output('a', 'X')})], []),
      /in a circle: .*stack a.*stack b/,
    )
    assert.throws(
      () => edgesOf([part('a', {B: output('nowhere', 'X')})], []),
      /needs stack nowhere, which it does not have/,
    )
  })
})
