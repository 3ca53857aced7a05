import {startCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default startCommand(vast, {aliases: ['vast:start-vast-server']})
