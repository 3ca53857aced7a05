import {resolve} from 'node:path'

import {Flags, localFolder} from '@aws-stack/kit'

/** The flag that every command here has. Its default is of the user, so the manifest does not keep it. */
export const folderFlag = Flags.string({
  summary: 'Folder of data and logs.',
  env: 'AWS_STACK_LOCAL_FOLDER',
  default: async () => localFolder(process.env),
  parse: async (folder) => resolve(folder),
  noCacheDefault: true,
})
