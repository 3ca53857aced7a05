import {configListCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configListCommand(substation)
