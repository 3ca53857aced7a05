import {configValidateCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configValidateCommand(substation)
