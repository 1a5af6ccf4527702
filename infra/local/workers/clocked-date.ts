/**
 * A `Date` whose present is the host's clock: real time plus the shared offset (milliseconds).
 * Everything else of `Date` stays; `performance.now` and timers keep real time.
 */
export function clockedDate(real: DateConstructor, shared: SharedArrayBuffer): DateConstructor {
  const offset = new Float64Array(shared)
  const now = () => Math.round(real.now() + (offset[0] ?? 0))
  const clocked = new Proxy(real, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
    apply: () => new real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  real.prototype.constructor = clocked
  return clocked
}
