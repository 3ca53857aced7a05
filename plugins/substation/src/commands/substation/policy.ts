import {policyCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default policyCommand(substation)
