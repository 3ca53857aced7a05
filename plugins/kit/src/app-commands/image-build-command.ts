import {type AppDefinition, buildImages, type ImageBuildResult} from '@aws-stack/core'

import {listOf} from '../flags/common-flags.js'
import {onlyFlag} from '../flags/only-flag.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {formatBuiltImages} from '../format/images.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function imageBuildCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ImageBuild extends StackCommand {
    static override summary = `Build the images of ${app.title} on the Docker engine.`

    static override description = `They stay on the engine as \`${app.name}-STAGE/IMAGE:HASH\`; nothing is pushed and no account is touched. \
\`docker image rm\` removes them.`

    static override examples = [
      {description: 'Build all images.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'Build one in CI, with its log.',
        command: `<%= config.bin %> <%= command.id %> --only ${firstImage(app)} --verbose`,
      },
    ]

    static override flags = {...settingsFlags(app), ...placeFlagsOf(app), ...onlyFlag}

    async run(): Promise<ImageBuildResult> {
      const parsed = await this.parse(ImageBuild)
      const {settings, ctx} = await this.open(app, parsed)

      return this.show(await buildImages(app, settings, {images: listOf(parsed.flags.only)}, ctx), formatBuiltImages)
    }
  }
}

function firstImage<Config, Facts>({images}: AppDefinition<Config, Facts>): string {
  return images[0]?.name ?? 'IMAGE'
}
