import {type AppDefinition, type ImageBuildResult, pushImages} from '@aws-stack/core'

import {listOf} from '../flags/common-flags.js'
import {onlyFlag} from '../flags/only-flag.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {formatBuiltImages} from '../format/images.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function imagePushCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ImagePush extends StackCommand {
    static override summary = `Build and push the images of ${app.title} that ECR does not have yet.`

    static override description = `What runs is left alone: a deploy takes the images up. \
The repositories must be deployed already. Pushed images cost storage until the repositories' own rules or a destroy remove them.`

    static override examples = [
      {description: 'Push what is missing.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'In CI.', command: '<%= config.bin %> <%= command.id %> --json'},
    ]

    static override flags = {...settingsFlags(app), ...placeFlagsOf(app), ...onlyFlag}

    async run(): Promise<ImageBuildResult> {
      const parsed = await this.parse(ImagePush)
      const {settings, ctx} = await this.open(app, parsed)

      return this.show(await pushImages(app, settings, {images: listOf(parsed.flags.only)}, ctx), formatBuiltImages)
    }
  }
}
