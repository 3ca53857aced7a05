import {invokeCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default invokeCommand(substation)
