import { type Duplicates, Duplicator } from '../duplicates.ts'
import { Front } from '../front.ts'
import { createGateway } from '../gateway.ts'
import type { Host } from '../host.ts'
import { Workers } from '../workers.ts'
import { subscriptions } from './events.ts'
import { functionSpecs } from './functions.ts'
import { createLambdaApi } from './lambda.ts'
import { Output } from './output.ts'
import type { Handler, Site } from './site.ts'
import { openStores, type StoresOptions } from './stores.ts'
import { checkTargets } from './targets.ts'
import {
  type Context,
  joinEvents,
  openInvocations,
  openRotations,
  openStates,
  startFront,
} from './wiring.ts'

export type MachineOptions = Omit<StoresOptions, 'onEvent'> & { readonly site: Site }

/** Every emulator, joined as the template says. */
export type Machine = {
  readonly parts: Omit<Host, 'close'>
  readonly gateway: Handler
  /** Starts what runs by itself: streams, schedules, events left by the last run. */
  readonly begin: () => Promise<void>
}

/** Opens and joins everything. @throws Error with a sentence that says what is wrong */
export async function openMachine(options: MachineOptions): Promise<Machine> {
  const { stack, folder, site, closers } = options
  checkTargets(stack)
  const standing = Promise.withResolvers<ReturnType<typeof joinEvents>>()
  // What a bucket tells waits until its listeners stand.
  const onEvent = async (event: object) => {
    const { bus, malware } = await standing.promise
    await Promise.all([bus.put(event), malware.receive(event)])
  }
  const stores = await openStores({ ...options, onEvent })
  const { clock, work, log, dynamodb, queues } = stores
  const duplicator = new Duplicator(clock, work)
  const context: Context = { ...options, ...stores, duplicator }
  const now = () => clock.now()
  const output = new Output(folder.path, now, ({ function: name, line }) =>
    log.detail('code', `${name} ${line}`),
  )
  const front = await Front.open()
  closers.push(() => front.close())
  const endpoints = { front: front.origin, s3: stores.s3.origin }
  const workers = new Workers({
    clock: stores.sharedOffset,
    work,
    functions: functionSpecs(stack, stores.holders, endpoints),
    onLog: (name, requestId, text) => output.write(name, requestId, text),
  })
  // What is under way ends before the threads do.
  closers.push(
    () => workers.close(),
    () => dynamodb.close(),
  )
  const invocations = openInvocations(context, workers)
  const states = await openStates(context, workers)
  const events = joinEvents(context, { invocations, states, queues, now })
  const { malware, scheduler } = events
  standing.resolve(events)
  const rotations = openRotations(context, workers)
  startFront(context, front, { states, lambda: createLambdaApi(workers, invocations) })
  const invoke = (name: string, payload: unknown) => workers.invoke(name, payload)
  const gateway = createGateway({
    stack,
    siteOrigin: site.siteOrigin,
    now,
    invoke,
    onFailure: (route, error) => log.problem(`${route}: ${String(error)}`),
  })
  return {
    parts: {
      ...summaryOf(context, site),
      states,
      scheduler,
      malware,
      invoke,
      logs: () => output.lines(),
    },
    gateway: logged(context, gateway),
    begin: async () => {
      const reads = subscriptions({ stack, queues, duplicator, invoke, now })
      for (const subscription of reads) dynamodb.subscribe(subscription)
      invocations.resume()
      malware.begin()
      rotations.start()
      await scheduler.start()
    },
  }
}

function summaryOf(context: Context, { siteOrigin, consoleOrigin }: Site) {
  const { stack, folder, clock, work, calls, mail, s3, dynamodb, queues, log } = context
  const { duplicator } = context
  const { name, region, account, outputs } = stack
  const resources: Record<string, number> = {}
  for (const { type } of stack.resources) resources[type] = (resources[type] ?? 0) + 1
  return {
    siteOrigin,
    consoleOrigin,
    folder: folder.path,
    stack: { name, region, account, outputs, resources },
    clock,
    work,
    calls,
    mail,
    s3,
    dynamodb,
    queues,
    log,
    functions: stack.of('AWS::Lambda::Function').map(({ name, logicalId, properties }) => ({
      name,
      logicalId,
      description: (properties['Description'] as string | undefined) ?? '',
      memoryMb: Number(properties['MemorySize'] ?? 128),
      timeoutSeconds: Number(properties['Timeout'] ?? 3),
    })),
    duplicates: () => duplicator.setting,
    setDuplicates: (setting: Duplicates) => duplicator.set(setting),
    settled: () => work.settled(),
  }
}

/** One line on the terminal for each request; the query may hold what is nobody's business. */
function logged({ log }: Context, gateway: Handler): Handler {
  return async (request, response) => {
    const began = performance.now()
    const [path = ''] = (request.url ?? '').split('?')
    try {
      await gateway(request, response)
    } catch (error) {
      // A visitor who left is no problem.
      if (!request.destroyed) log.problem(`${request.method} ${path}: ${String(error)}`)
      throw error
    }
    log.request(request.method ?? '', path, response.statusCode, performance.now() - began)
  }
}
