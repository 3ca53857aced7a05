import {imageBuildCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default imageBuildCommand(substation)
