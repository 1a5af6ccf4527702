/**
 * Keeps the clock and a live page fresh, and shows that a long step of the clock is running. The
 * console works without it. A page is left alone while a field of it has the focus.
 */
export const script = `
const fresh = async () => {
  if (document.hidden) return
  const live = document.querySelector('main[data-live]')
  const answer = await fetch(live ? location.href : '/_local/jam')
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = page.getElementById(part.id)
    const busy = part.contains(document.activeElement) && document.activeElement.matches('input,select')
    if (next && !busy && next.innerHTML !== part.innerHTML) part.innerHTML = next.innerHTML
  }
}
setInterval(() => fresh().catch(() => undefined), 3000)
document.addEventListener('submit', (event) => {
  const button = event.submitter
  if (!button || event.target.method !== 'post') return
  button.setAttribute('aria-busy', 'true')
  button.textContent = 'Menjalankan…'
})
`
