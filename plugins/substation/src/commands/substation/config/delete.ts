import {configDeleteCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configDeleteCommand(substation)
