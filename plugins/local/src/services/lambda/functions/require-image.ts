import {invalid} from '../state/faults.js'
import {ImageProblem} from '../state/find-image.js'
import type {World} from '../state/world.js'

/** `repository@sha256:…`. What is wrong with the image is the caller's fault. */
export async function requireImage(uri: string, region: string, world: World): Promise<string> {
  try {
    return await world.findImage(uri, region)
  } catch (error) {
    throw error instanceof ImageProblem ? invalid(error.message) : error
  }
}
