import {statusCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default statusCommand(vast)
