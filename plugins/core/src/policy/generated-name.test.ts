import assert from 'node:assert/strict'

import {generatedName} from './generated-name.js'

describe('the pattern of a name that CloudFormation makes', () => {
  const role = {property: 'RoleName', longest: 64}

  it('is stack, logical id and chance', () => {
    assert.equal(generatedName('vast-dev-server', 'TaskRole', role), 'vast-dev-server-TaskRole-*')
  })

  it('is cut where CloudFormation cuts: the stack first, as far as its half', () => {
    const stack = 'substation-production-europe-function-lookup'

    assert.equal(generatedName(stack, 'Role', role), `${stack}-Role-*`)
    assert.equal(generatedName(`${stack}-of-hosts`, 'Role', role), `${`${stack}-of-hosts`.slice(0, 46)}-Role-*`)
    assert.equal(
      generatedName(stack, 'ARoleWithANameOfMoreThanTwentyFive', role),
      'substation-production-eur-ARoleWithANameOfMoreThanT-*',
    )
  })

  it('is in lower case where names are', () => {
    assert.equal(
      generatedName('vast-dev-cloudtrail', 'TrailBucket', {property: 'BucketName', longest: 63, lowerCase: true}),
      'vast-dev-cloudtrail-trailbucket-*',
    )
  })

  it('has a star for the members of a family', () => {
    assert.equal(generatedName('substation-dev-function-*', 'Role', role), 'substation-dev-function-*-Role-*')
  })
})
