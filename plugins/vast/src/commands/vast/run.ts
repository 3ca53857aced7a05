import {runCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default runCommand(vast, {aliases: ['vast:run-vast-task']})
