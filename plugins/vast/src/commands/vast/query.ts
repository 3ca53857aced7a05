import {queryCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default queryCommand(vast)
