import {findLocalAws} from './find-local-aws.js'
import {accessTo} from './open-app.js'

/** How `--local` reaches AWS, for who opens no app. Throws `LOCAL_NOT_RUNNING`. */
export function localAccess(environment: NodeJS.ProcessEnv): ReturnType<typeof accessTo> {
  return accessTo(findLocalAws(environment, true))
}
