import type {EcsTask} from '../ports/ecs.js'
import type {DeployedImage, DeployedService} from '../results.js'
import {type Rollout, wrongImage} from './rollout-errors.js'

/** Every container that is made of a repository of ours runs what this run has deployed. */
export function assertImages(tasks: readonly EcsTask[], images: readonly DeployedImage[], rollout: Rollout): void {
  const digests = new Map(images.map(({uri, digest}) => [repositoryOf(uri), digest]))
  for (const {name, image, imageDigest = digestIn(image)} of tasks.flatMap(({containers}) => containers)) {
    const wanted = digests.get(repositoryOf(image))
    if (wanted && imageDigest && imageDigest !== wanted) throw wrongImage(rollout, name, wanted, imageDigest)
  }
}

/** Of the containers of all tasks, each once. */
export function imagesOf(tasks: readonly EcsTask[]): DeployedService['images'] {
  const containers = tasks.flatMap(({containers}) => containers)
  return [...new Map(containers.map(({name, imageDigest}) => [name, imageDigest]))].map(([container, digest]) => ({
    container,
    ...(digest && {digest}),
  }))
}

/** `repository@sha256:…` and `repository:tag` without what comes after the repository. */
export function repositoryOf(uri: string): string {
  return uri.replace(/@.*$/, '').replace(/:[^:/]*$/, '')
}

export function digestIn(uri: string): string | undefined {
  return /@(sha256:[0-9a-f]+)$/.exec(uri)?.[1]
}
