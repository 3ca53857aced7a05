import {realpathSync} from 'node:fs'
import {isAbsolute, relative, resolve, sep} from 'node:path'

/** A line of a file, as an error names it: absolute, or from the working directory. */
export interface Place {
  readonly file: string
  readonly line?: number | undefined
}

/** Where files are for whoever reads the run on GitHub. */
export interface Places {
  /** From the root of the workspace, with slashes; `undefined`: it is no file of the workspace. */
  inWorkspace(file: string): string | undefined
  /** `aws-stack.yaml:7`; of a file that the action or a plugin brings its last folders. */
  shown(place: Place): string
  /** The line at this commit; `undefined` where the file is not part of it. */
  link(place: Place): string | undefined
}

export function createPlaces(environment: NodeJS.ProcessEnv, cwd = process.cwd()): Places {
  const {GITHUB_WORKSPACE, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA} = environment
  const workspace = GITHUB_WORKSPACE && real(GITHUB_WORKSPACE)

  const inWorkspace = (file: string) => {
    if (!workspace) return undefined
    const path = relative(workspace, real(resolve(cwd, file)))
    const isInside = path !== '' && !isAbsolute(path) && path.split(sep)[0] !== '..'
    return isInside ? path.split(sep).join('/') : undefined
  }
  return {
    inWorkspace,
    shown({file, line}) {
      const path = inWorkspace(file) ?? resolve(cwd, file).split(sep).slice(-LAST_FOLDERS).join('/')
      return line === undefined ? path : `${path}:${line}`
    },
    link({file, line}) {
      const path = inWorkspace(file)
      if (path === undefined || !GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_SHA) return undefined
      const escaped = path.split('/').map(encodeURIComponent).join('/').replaceAll(/[()]/g, escape)
      return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/${escaped}${line === undefined ? '' : `#L${line}`}`
    },
  }
}

/** `templates/vast/server.yaml` */
const LAST_FOLDERS = 3

function escape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** The workspace may be reached by a link, and a file need not be there. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
