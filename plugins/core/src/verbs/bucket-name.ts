import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findBucket} from '../find-bucket.js'
import type {BucketResult} from '../data-results.js'
import type {Settings} from '../settings.js'

/** The bucket's name, for other tools. */
export async function bucketName<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<BucketResult> {
  const {stage, region} = settings
  const bucket = await quietlyInAccount(settings, ctx, () => findBucket(app, settings, ctx))
  return {app: app.name, stage, region, bucket}
}
