// Runs in the head, before the first paint: see theme.ts for what is stored and who writes it.
try {
  for (const name of ['theme', 'density']) {
    const value = localStorage.getItem(`chinwag.${name}`)
    if (value) document.documentElement.dataset[name] = value
  }
} catch {
  // Storage is blocked: the system's theme it is.
}
