import {configGetCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configGetCommand(substation)
