import assert from 'node:assert/strict'

import {isSelected} from './is-selected.js'

const write = {eventName: 'PutObject', bucket: 'logs', key: 'a/b.gz'} as const
const selector = (...more: {Field: string; [operator: string]: string | string[]}[]) => ({
  AdvancedEventSelectors: [{FieldSelectors: [{Field: 'eventCategory', Equals: ['Data']}, ...more]}],
})

describe('the selectors of a trail', () => {
  it('take a write for which each field holds', () => {
    const here = {Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::logs/']}

    assert.equal(isSelected(write, selector(here)), true)
    assert.equal(isSelected(write, selector(here, {Field: 'eventName', Equals: ['CopyObject', 'PutObject']})), true)
    assert.equal(isSelected(write, selector(here, {Field: 'eventName', NotEquals: ['PutObject']})), false)
    assert.equal(isSelected(write, selector(here, {Field: 'resources.ARN', EndsWith: ['.gz']})), true)
    assert.equal(isSelected(write, selector({Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::logs-2/']})), false)
    assert.equal(isSelected(write, selector({Field: 'readOnly', Equals: ['true']})), false)
    assert.equal(isSelected(write, selector({Field: 'userIdentity.arn', Equals: ['x']})), false)
    assert.equal(isSelected(write, {}), false)
  })

  it('of the older form too', () => {
    const older = (ReadWriteType: 'All' | 'ReadOnly', ...Values: string[]) => ({
      EventSelectors: [{ReadWriteType, DataResources: [{Type: 'AWS::S3::Object', Values}]}],
    })

    assert.equal(isSelected(write, older('All', 'arn:aws:s3:::logs/')), true)
    assert.equal(isSelected(write, older('All', 'arn:aws:s3')), true)
    assert.equal(isSelected(write, older('ReadOnly', 'arn:aws:s3:::logs/')), false)
    assert.equal(isSelected(write, older('All', 'arn:aws:s3:::other/')), false)
  })
})
