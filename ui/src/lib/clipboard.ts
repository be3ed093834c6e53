/**
 * Puts text into the clipboard, from within a click; says whether it is there. Through the event that a copy makes, which no
 * web view asks a permission for; where it makes none, through the clipboard itself.
 */
export async function copy(text: string): Promise<boolean> {
  let isThere = false;
  function give(event: ClipboardEvent): void {
    event.stopImmediatePropagation(); // it is no copy of what is selected
    isThere = hand(event, text);
  }
  document.addEventListener('copy', give, { capture: true });
  try {
    // WebKit makes no event where there is nothing that it would copy
    getSelection()?.selectAllChildren(document.body);
    document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', give, { capture: true });
    getSelection()?.removeAllRanges();
  }
  if (isThere) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Gives text to who asked for a copy, in place of what the page would. */
export function hand(event: ClipboardEvent, text: string): boolean {
  if (!event.clipboardData) return false;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  return true;
}
