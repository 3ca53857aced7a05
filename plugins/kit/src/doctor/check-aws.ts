import {type Context, StackError} from '@aws-stack/core'

import {type Check, check} from './check.js'

/** `region`: what flag, environment and profile say together. */
export function checkRegion(region: string | undefined): Promise<Check> {
  return check({
    name: 'region',
    required: true,
    async look() {
      if (region) return region
      throw new StackError('REGION_MISSING', 'no region is set', {
        suggestions: ['export AWS_REGION=eu-west-1', 'aws configure set region eu-west-1'],
      })
    },
  })
}

export function checkCredentials(ctx: Pick<Context, 'identity'>): Promise<Check> {
  return check({
    name: 'credentials',
    required: true,
    async look() {
      const {accountId, arn} = await ctx.identity()
      return `account ${accountId}, ${arn}`
    },
    suggestions: ['aws configure sso', 'aws configure'],
  })
}
