import assert from 'node:assert/strict'

import {propertyLine} from './property-line.js'

const TEMPLATE = `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/8
      Tags:
        Name: x
  Bare: {Type: AWS::SQS::Queue}
`

describe('propertyLine', () => {
  it('is the line of the property that the reason names', () => {
    assert.equal(propertyLine(TEMPLATE, 'Vpc', 'Value (10.0.0.0/8) for parameter CidrBlock is invalid'), 5)
  })

  it('is the line of the path that a check names', () => {
    assert.equal(propertyLine(TEMPLATE, 'Vpc', 'not allowed (at /Resources/Vpc/Properties/Tags/Name)'), 7)
    assert.equal(propertyLine(TEMPLATE, 'Vpc', '#/CidrBlock: failed validation constraint'), 5)
  })

  it("is the resource's own line where none is named", () => {
    assert.equal(propertyLine(TEMPLATE, 'Vpc', 'Name is a word of any sentence'), 2)
    assert.equal(propertyLine(TEMPLATE, 'Bare', 'CidrBlock'), 8)
  })

  it('is nowhere for a resource that the template does not have', () => {
    assert.equal(propertyLine(TEMPLATE, 'Gone', 'CidrBlock'), undefined)
  })
})
