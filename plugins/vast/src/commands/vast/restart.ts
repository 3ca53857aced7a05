import {restartCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default restartCommand(vast, {aliases: ['vast:restart-vast-server']})
