import {fileURLToPath} from 'node:url'

export function templatePath(file) {
  return fileURLToPath(new URL(file, import.meta.url))
}
