import {execCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default execCommand(vast, {part: 'server', aliases: ['vast:execute-command']})
