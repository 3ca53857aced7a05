import {statusCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default statusCommand(substation)
