import {configDiffCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configDiffCommand(substation)
