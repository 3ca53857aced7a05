import {logsCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default logsCommand(substation)
