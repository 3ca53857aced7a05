import {deployCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default deployCommand(vast)
