import { describe, expect, it } from 'vitest'
import { makeInstall } from '../../functions/operations/install.ts'
import { officeClock, staff } from '../builders.ts'
import { MemoryOffice } from '../doubles/office.ts'

describe('installing', () => {
  const install = (office: MemoryOffice, people = staff) =>
    makeInstall({ office, stage: () => Promise.resolve({ people, ...officeClock }) })()

  it('brings people and calendar, and the second time nothing', async () => {
    const office = new MemoryOffice()
    expect(await install(office)).toEqual({ installed: staff.length + 1 })
    const before = office.dump()
    expect(await install(office)).toEqual({ installed: 0 })
    expect(office.dump()).toBe(before)
    expect(await office.clock()).toEqual(officeClock)
  })

  it('brings who is missing and leaves what the office changed since', async () => {
    const office = new MemoryOffice()
    await install(office, staff.slice(0, 2))
    const special = { ...officeClock, receiptRule: 'next-working-day' } as const
    office.setClock(special)
    expect(await install(office)).toEqual({ installed: staff.length - 2 })
    expect(await office.clock()).toEqual(special)
  })

  it('fails where the stage cannot be read', async () => {
    const stage = () => Promise.reject(new Error('stage.json'))
    await expect(makeInstall({ office: new MemoryOffice(), stage })()).rejects.toThrow('stage.json')
  })
})
