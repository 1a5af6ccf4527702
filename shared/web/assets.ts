/** Logical name → public path; esbuild fills it in when functions are bundled (infra/assets.ts). */
declare const ASSET_URLS: Readonly<Record<string, string>>

/** The hashed, immutable address of an asset; outside a bundle (tests) the name itself serves. */
export function assetUrl(name: string): string {
  return ASSET_URLS[name] ?? `/aset/${name}`
}
