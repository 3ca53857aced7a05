import {repositoryName} from '../../repository-name.js'
import type {Inquiry} from '../inquiry.js'

/** Whether ECR has an image. `unknown` also for what lies elsewhere: Docker Hub is not asked. */
async function lookForImage(
  uri: string,
  {ctx, look}: Inquiry,
): Promise<'there' | 'missing' | 'no repository' | 'unknown'> {
  if (!uri.includes('.dkr.ecr')) return 'unknown'
  const [path = '', digest] = uri.split('@')
  const [, tag] = /:([^/:]+)$/.exec(path) ?? []
  const images = await look('ecr:DescribeImages', async () => ({
    found: await ctx.ecr.list(repositoryName(path.replace(/:[^/:]+$/, ''))),
  }))
  if (!images) return 'unknown'
  if (!images.found) return 'no repository'
  return images.found.some((image) => (digest ? image.digest === digest : image.tag === tag)) ? 'there' : 'missing'
}

/** What a pull that failed means, in a sentence. */
export async function meaningOfMissingImage(uri: string, inquiry: Inquiry): Promise<string | undefined> {
  switch (await lookForImage(uri, inquiry)) {
    case 'no repository':
      return `the image ${uri} cannot be pulled: its repository is not there`
    case 'missing':
      return `the image ${uri} is not in its repository; it may have expired or been deleted`
    default:
      return undefined
  }
}
