import { describe, expect, it } from 'vitest'
import { makeInstall } from '../../functions/operations/install.ts'
import { officeClock, staff } from '../builders.ts'
import { MemoryOffice } from '../doubles/office.ts'
import { MemoryResources } from '../doubles/resources.ts'

describe('installing', () => {
  const room = { kind: 'room', id: 'ruang-av', name: 'Ruang Audio Visual', active: true } as const
  const resources = [room]
  const install = (office: MemoryOffice, people = staff, capacity = new MemoryResources()) => {
    const stage = () => Promise.resolve({ people, resources, ...officeClock })
    return makeInstall({ office, capacity, stage })()
  }

  it('brings people, calendar and resources, and the second time nothing', async () => {
    const office = new MemoryOffice()
    const capacity = new MemoryResources()
    expect(await install(office, staff, capacity)).toEqual({ installed: staff.length + 2 })
    const before = office.dump()
    expect(await install(office, staff, capacity)).toEqual({ installed: 0 })
    expect(office.dump()).toBe(before)
    expect(await capacity.resources()).toEqual([{ resource: room, version: 1 }])
    expect(await office.clock()).toEqual(officeClock)
  })

  it('brings who is missing and leaves what the office changed since', async () => {
    const office = new MemoryOffice()
    const capacity = new MemoryResources()
    await install(office, staff.slice(0, 2), capacity)
    const special = { ...officeClock, receiptRule: 'next-working-day' } as const
    office.setClock(special)
    expect(await install(office, staff, capacity)).toEqual({ installed: staff.length - 2 })
    expect(await office.clock()).toEqual(special)
  })

  it('fails where the stage cannot be read', async () => {
    const stage = () => Promise.reject(new Error('stage.json'))
    const ports = { office: new MemoryOffice(), capacity: new MemoryResources(), stage }
    await expect(makeInstall(ports)()).rejects.toThrow('stage.json')
  })
})
