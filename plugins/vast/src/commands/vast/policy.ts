import {policyCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default policyCommand(vast)
