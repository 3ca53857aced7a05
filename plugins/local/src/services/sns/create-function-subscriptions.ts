import type {Correction} from '../../server/front.js'
import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import type {ServiceClients} from '../cloudformation/clients.js'
import {type Input, readInput} from '../cloudformation/protocol/read-input.js'
import type {Lambda} from '../lambda/create-lambda.js'
import {topicEvent, type TopicMessage} from './topic-event.js'

export interface FunctionSubscriptionsOptions {
  readonly accountId: string
  readonly lambda: Pick<Lambda, 'call'>
  /** moto itself: it keeps the subscriptions. */
  readonly clients: (region: string) => ServiceClients | undefined
}

/** moto fails to publish where a function from an image is subscribed. What it does not know it leaves alone. */
const KEPT_AS = 'lambda-local'

/** Topics that tell functions: moto keeps the subscriptions and serves all others, ours calls the functions. */
export function createFunctionSubscriptions(
  options: FunctionSubscriptionsOptions,
): Readonly<Record<string, Correction>> {
  const reading: Correction = async (request, forward) => shown(await forward(request))
  const publishing: Correction = async (request, forward) => {
    const answer = await forward(request)
    if (answer.status < 300) void publish(request, answer, options).catch(untold)
    return answer
  }
  return {
    'sns.GetSubscriptionAttributes': reading,
    'sns.ListSubscriptions': reading,
    'sns.ListSubscriptionsByTopic': reading,
    'sns.Publish': publishing,
    'sns.PublishBatch': publishing,
    'sns.Subscribe': async (request, forward) => {
      const form = new URLSearchParams(request.body.toString('utf8'))
      if (form.get('Protocol') !== 'lambda') return forward(request)
      if ([...form.values()].includes('FilterPolicy'))
        throw new ServiceError('NotImplemented', 'the local SNS does not filter what functions get', 501)
      form.set('Protocol', KEPT_AS)
      return shown(await forward({...request, body: Buffer.from(form.toString())}))
    },
  }
}

function shown(answer: ServiceResponse): ServiceResponse {
  return {...answer, body: answer.body.toString().replaceAll(KEPT_AS, 'lambda')}
}

async function publish(
  request: ServiceRequest,
  answer: ServiceResponse,
  {lambda, accountId, clients}: FunctionSubscriptionsOptions,
): Promise<void> {
  const input = readInput(request)
  const topic = (input['TopicArn'] ?? input['TargetArn']) as string | undefined
  const of = clients(request.region)
  if (topic === undefined || !of) return
  const {paginateListSubscriptionsByTopic} = await import('@aws-sdk/client-sns')
  const messages = messagesOf(input, topic, answer)
  for await (const {Subscriptions = []} of paginateListSubscriptionsByTopic(
    {client: await of.sns()},
    {TopicArn: topic},
  ))
    for (const {Protocol, Endpoint = '', SubscriptionArn = ''} of Subscriptions) {
      if (Protocol !== KEPT_AS) continue
      const call = {
        arn: Endpoint,
        principal: 'sns.amazonaws.com',
        sourceArn: topic,
        sourceAccount: accountId,
        wait: false,
      }
      for (const message of messages) {
        const result = await lambda.call({...call, event: topicEvent(message, SubscriptionArn)})
        if (result !== 'accepted')
          untold(new Error(`${Endpoint} is ${typeof result === 'string' ? result : 'not asked'}`))
      }
    }
}

/** What was published, one or a batch, each with the id that it got. */
function messagesOf(input: Input, topic: string, {body}: ServiceResponse): TopicMessage[] {
  const ids = [...body.toString().matchAll(/<MessageId>([^<]+)<\/MessageId>/g)].map(([, id = '']) => id)
  const batch =
    (input['PublishBatchRequestEntries'] as Input | undefined)?.['member'] ?? input['PublishBatchRequestEntries']
  const entries = Array.isArray(batch) ? (batch as Input[]) : [input]
  return entries.map((entry, index) => ({
    topic,
    id: ids[index] ?? '',
    text: wordsFor('lambda', entry),
    subject: entry['Subject'] as string | undefined,
    attributes: attributesOf(entry['MessageAttributes']),
  }))
}

/** With `MessageStructure=json` each protocol has words of its own. */
function wordsFor(protocol: string, {Message, MessageStructure}: Input): string {
  const text = Message as string
  if (MessageStructure !== 'json') return text
  const words = JSON.parse(text) as Record<string, string>
  return words[protocol] ?? words['default'] ?? ''
}

function attributesOf(given: unknown): TopicMessage['attributes'] {
  const entries = ((given as Input | undefined)?.['entry'] ?? given ?? []) as readonly Input[]
  if (!Array.isArray(entries)) return {}
  return Object.fromEntries(
    (entries as readonly {Name: string; Value: Record<string, string>}[]).map(({Name, Value}) => [
      Name,
      {Type: Value['DataType'] ?? 'String', Value: Value['StringValue'] ?? Value['BinaryValue'] ?? ''},
    ]),
  )
}

/** The message was taken, whoever hears of it. */
function untold(error: unknown): void {
  process.stderr.write(`a message of SNS is told to nobody: ${(error as Error).message}\n`)
}
