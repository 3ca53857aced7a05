import {fileURLToPath} from 'node:url'

export function dockerPath(file) {
  return fileURLToPath(new URL(file, import.meta.url))
}
