import {type AppDefinition, type ImageListResult, listImages} from '@aws-stack/core'

import {listOf} from '../flags/common-flags.js'
import {onlyFlag} from '../flags/only-flag.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {formatImageList} from '../format/images.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function imageListCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ImageList extends StackCommand {
    static override summary = `List the pushed images of ${app.title}, and which of them are live.`

    static override description =
      'Newest first, with tag, digest and compressed size. Reads only. Leaves with 3 when there are no repositories yet.'

    static override examples = [
      {description: 'See what was pushed.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'The live digests, in a script.',
        command: "<%= config.bin %> <%= command.id %> --json | jq -r '.images[].tags[] | select(.live) | .digest'",
      },
    ]

    static override flags = {...placeFlagsOf(app), ...onlyFlag}

    async run(): Promise<ImageListResult> {
      const parsed = await this.parse(ImageList)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await listImages(app, settings, {images: listOf(parsed.flags.only)}, ctx), formatImageList)
    }
  }
}
