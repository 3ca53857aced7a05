import assert from 'node:assert/strict'

import {drawDiagram} from './draw-diagram.js'
import {KINDS} from './kinds.js'
import {PLACE, substation} from './substation.fixture.js'

/** Arrows of the seed's drawing, and what the boxes are. */
const SEED = `
API gateway kinesis -> Stream raw
API gateway lambda -> Lambda function gateway-source
Lambda function dynamodb-sink -> DynamoDB table events
Lambda function gateway-source -> Stream raw
Lambda function processed-s3-sink -> S3 bucket processed
Lambda function processor -> Lambda function enrichment
Lambda function processor -> Stream processed
Lambda function raw-s3-sink -> S3 bucket raw
Lambda function s3-source -> Stream raw
S3 bucket source -> Lambda function s3-source
Stream processed -> Lambda function dynamodb-sink
Stream processed -> Lambda function processed-s3-sink
Stream raw -> Lambda function processor
Stream raw -> Lambda function raw-s3-sink`

describe('the diagram of Substation', () => {
  it('has every box and arrow of the seed', () => {
    const drawn = arrows().filter((arrow) => !/SQS queue|Topic/.test(arrow))

    assert.equal(`\n${drawn.join('\n')}`, SEED)
  })

  it('has what the deployed pipeline adds to the seed: where failed batches go, and the autoscaling', () => {
    const added = arrows().filter((arrow) => /SQS queue|Topic/.test(arrow))

    assert.deepEqual(added, [
      'Lambda function dynamodb-sink -> SQS queue dynamodb-sink-failed',
      'Lambda function processed-s3-sink -> SQS queue processed-s3-sink-failed',
      'Lambda function processor -> SQS queue processor-failed',
      'Lambda function raw-s3-sink -> SQS queue raw-s3-sink-failed',
      'Topic autoscaling -> Lambda function autoscaling',
    ])
  })

  it('lets no box be alone', () => {
    const {nodes, edges} = drawDiagram(substation(), PLACE)

    const joined = new Set(edges.flatMap(({from, to}) => [from, to]))
    assert.deepEqual(
      nodes.filter(({id}) => !joined.has(id)).map(({id}) => id),
      [],
    )
  })

  it('is the same to the letter, in whatever order the stacks come', () => {
    const drawn = drawDiagram(substation(), PLACE)

    assert.deepEqual(drawDiagram(substation().toReversed(), PLACE), drawn)
  })
})

function arrows(): string[] {
  const {nodes, edges} = drawDiagram(substation(), PLACE)
  const names = new Map(nodes.map(({id, kind, label}) => [id, `${KINDS[kind].title} ${label}`]))
  return edges.map(({from, to}) => `${names.get(from)} -> ${names.get(to)}`).toSorted()
}
