import {stopCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default stopCommand(vast, {aliases: ['vast:stop-vast-server']})
