import {configRevertCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configRevertCommand(substation)
