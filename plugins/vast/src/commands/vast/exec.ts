import {execCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default execCommand(vast, {aliases: ['vast:execute-command']})
