import { find } from './parts/find.ts'

/** Milliseconds: the first look comes soon, later ones further apart, and two minutes are enough. */
const [first, longest, patience] = [1000, 5000, 120_000]

/** Asks for the case page again until the verdict on the letter is in, then shows it afresh. */
async function watch(waiting: HTMLElement): Promise<void> {
  const end = Date.now() + patience
  waiting.setAttribute('role', 'status')
  for (let pause = first; Date.now() < end; pause = Math.min(pause * 1.5, longest)) {
    await new Promise((resolve) => {
      setTimeout(resolve, pause)
    })
    if (await isJudged()) {
      window.location.reload()
      return
    }
  }
  waiting.textContent =
    'Surat Anda sudah kami terima. Pemeriksaannya perlu waktu lebih lama dari biasanya; hasilnya kami kirim melalui e-mail, dan halaman ini boleh ditutup.'
}

async function isJudged(): Promise<boolean> {
  try {
    const response = await fetch(window.location.href)
    if (!response.ok) return false
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    return !page.querySelector('[data-waiting]')
  } catch {
    // Offline for a moment: the next look may succeed.
    return false
  }
}

void watch(find('[data-waiting]'))
