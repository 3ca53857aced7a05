import {configHistoryCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configHistoryCommand(substation)
