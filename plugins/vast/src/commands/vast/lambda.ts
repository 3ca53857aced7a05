import {lambdaCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default lambdaCommand(vast, {aliases: ['vast:run-lambda']})
