import {logsCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default logsCommand(vast)
