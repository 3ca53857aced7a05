import {configDeployCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configDeployCommand(substation)
