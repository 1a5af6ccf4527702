import { credentialsOf } from './credentials.ts'
import type { ProviderClock } from './http.ts'
import type { Providers } from './ports.ts'
import { YouTubeStreams } from './youtube.ts'
import { ZoomMeetings } from './zoom.ts'

const systemClock: ProviderClock = {
  now: () => Date.now(),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/**
 * The providers that the stage's secret names. The secret is read each time, so that new credentials
 * count at once; the adapters stay, with their tokens, for as long as it says the same.
 */
export function providersOf(secret: () => Promise<string>): () => Promise<Providers> {
  let known: { readonly text: string; readonly providers: Providers } | undefined
  return async () => {
    const text = await secret()
    if (known?.text !== text) known = { text, providers: providersIn(text) }
    return known.providers
  }
}

function providersIn(text: string): Providers {
  const { zoom, youtube } = credentialsOf(text)
  const clock = systemClock
  return {
    ...(zoom && {
      meetings: {
        provider: new ZoomMeetings({
          credentials: zoom,
          clock,
          ...(zoom.origins && { origins: zoom.origins }),
        }),
        hosts: Object.keys(zoom.users),
      },
    }),
    ...(youtube && {
      streams: {
        provider: new YouTubeStreams({
          credentials: youtube,
          clock,
          ...(youtube.origins && { origins: youtube.origins }),
        }),
        hosts: Object.keys(youtube.channels),
      },
    }),
  }
}
