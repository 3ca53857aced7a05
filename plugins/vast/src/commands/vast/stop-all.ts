import {stopAllCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default stopAllCommand(vast, {aliases: ['vast:stop-all-tasks']})
