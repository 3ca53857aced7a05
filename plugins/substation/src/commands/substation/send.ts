import {sendCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default sendCommand(substation)
