// Runs in a sandboxed frame between the page and the shell, and passes on what is on the list.
// A hook that throws leaves the caller waiting for ever: what is refused goes on under a name
// that nothing answers to, so the shell rejects it.
const allowed = new Set(commands);

window.__TAURI_ISOLATION_HOOK__ = (message) =>
  allowed.has(message.cmd) ? message : { ...message, cmd: 'refused', payload: {} };
