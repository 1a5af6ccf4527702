/** `1.641`: the Indonesian thousands separator is a dot. */
export const inThousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.')
