import assert from 'node:assert/strict'

import fc from 'fast-check'

import {toDocuments} from './to-documents.js'
import {toStatements} from './to-statements.js'

const statement = (index: number, length: number) => ({
  sid: `s${index}`,
  actions: ['s3:GetObject'],
  resources: [`arn:aws:s3:::${'x'.repeat(length)}`],
  because: [],
})

describe('the documents of a policy', () => {
  it('hold every statement once, none longer than a managed policy', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 1, max: 2000}), {maxLength: 20}), (lengths) => {
        const statements = lengths.map((length, index) => statement(index, length))

        const documents = toDocuments(statements)

        assert.ok(documents.every((document) => JSON.stringify(document).length <= 6144))
        assert.deepEqual(
          documents.flatMap(({Statement}) => Statement.map(({Sid}) => Sid)).toSorted(),
          statements.map(({sid}) => sid).toSorted(),
        )
      }),
    )
  })

  it('are refused where a role cannot take them', () => {
    const statements = Array.from({length: 11}, (_, index) => statement(index, 5000))

    assert.throws(() => toDocuments(statements), {code: 'POLICY_TOO_LONG'})
    assert.throws(() => toDocuments([statement(1, 7000)]), {code: 'POLICY_TOO_LONG'})
  })
})

describe('the statements of a policy', () => {
  it('are one for the same resources, and one for the same actions', () => {
    const statements = toStatements([
      {actions: ['sqs:CreateQueue'], resources: ['arn:a'], because: 'one'},
      {actions: ['sqs:DeleteQueue'], resources: ['arn:a'], because: 'two'},
      {actions: ['sqs:DeleteQueue', 'sqs:CreateQueue'], resources: ['arn:b'], because: 'one'},
    ])

    assert.deepEqual(statements, [
      {
        sid: 'sqs1',
        actions: ['sqs:CreateQueue', 'sqs:DeleteQueue'],
        resources: ['arn:a', 'arn:b'],
        because: ['one', 'two'],
      },
    ])
  })

  it('keep conditions apart', () => {
    const condition = {StringEquals: {'aws:ResourceTag/aws-stack:app': 'sample'}}

    const statements = toStatements([
      {actions: ['ec2:DeleteVpc'], resources: ['arn:a'], because: 'one'},
      {actions: ['ec2:DeleteVpc'], resources: ['arn:a'], condition, because: 'two'},
    ])

    assert.equal(statements.length, 2)
  })

  it('leave out resources that another one covers, and no others', () => {
    const [statement] = toStatements([
      {
        actions: ['sqs:CreateQueue'],
        resources: [
          'arn:aws:sqs:x:1:app-dev-*',
          'arn:aws:sqs:x:1:app-dev-one',
          'arn:aws:sqs:x:1:app-prod',
          'arn:aws:sqs:x:1:app.dev-',
        ],
        because: 'one',
      },
    ])

    assert.deepEqual(statement?.resources, [
      'arn:aws:sqs:x:1:app-dev-*',
      'arn:aws:sqs:x:1:app-prod',
      'arn:aws:sqs:x:1:app.dev-',
    ])
  })
})
