/** A process that starts an execution, says its token, and waits to be killed. */
import { Clock } from '../../infra/local/clock.ts'
import { StepFunctions } from '../../infra/local/states.ts'
import { Work } from '../../infra/local/work.ts'

const [folder = '', machine = '', definition = '', at = '0'] = process.argv.slice(2)
const work = new Work()
const clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
clock.set(Number(at))
const service = await StepFunctions.open({
  folder,
  machines: [{ arn: machine, name: 'Review', definition }],
  clock,
  work,
  invoke: async (name, payload) => {
    if (name === 'hangs') {
      process.send?.({ hangs: payload })
      return new Promise(() => {})
    }
    process.send?.({ token: payload })
    return { payload: null }
  },
})
for (const name of ['asks', 'hangs', 'waits']) {
  await service.call('StartExecution', {
    stateMachineArn: machine,
    name,
    input: JSON.stringify({ do: name }),
  })
}
process.send?.({ acknowledged: true })
setInterval(() => undefined, 1000)
