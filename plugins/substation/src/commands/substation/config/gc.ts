import {configGcCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configGcCommand(substation)
