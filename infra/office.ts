import type { Command } from './commands/command.ts'
import { install } from './commands/install.ts'
import { rights } from './commands/rights.ts'
import { smoke } from './commands/smoke.ts'
import { stage } from './commands/stage.ts'
import { torture } from './commands/torture.ts'

/** `npm run office -- COMMAND`: what the office's engineer does now and then. */
const commands: Readonly<Record<string, Command>> = { install, smoke, rights, stage, torture }

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command) {
  try {
    await command.run(args, (line) => console.log(line))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error(`Usage: npm run office -- ${command.usage}`)
    process.exitCode = 1
  }
} else {
  const known = name === 'help' || name === '--help'
  if (!known) console.error(`There is no command "${name}".`)
  console.log('npm run office -- COMMAND')
  for (const { usage, summary } of Object.values(commands)) {
    console.log(`  ${usage.padEnd(28)} ${summary}`)
  }
  if (!known) process.exitCode = 1
}
