import { afterEach, describe, expect, it, vi } from 'vitest';
import { copy } from './clipboard';

const put = vi.fn();
document.body.textContent = 'A page';

/** A web view that makes an event of a copy, or none, and has a clipboard of its own, or none. */
function webView(makesEvent: boolean, writeText?: () => Promise<void>): void {
  document.execCommand = () => {
    const event = new Event('copy', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { setData: put } });
    if (!makesEvent || getSelection()?.isCollapsed) return false;
    return document.body.dispatchEvent(event);
  };
  vi.stubGlobal('navigator', { ...navigator, clipboard: writeText && { writeText } });
}

afterEach(() => {
  put.mockReset();
  vi.unstubAllGlobals();
});

describe('text for the clipboard', () => {
  it('goes through the event of a copy, and nothing else hears of it', async () => {
    const heard = vi.fn();
    document.addEventListener('copy', heard);
    const write = vi.fn();
    webView(true, write);
    expect(await copy('A\tB')).toBe(true);
    expect(put).toHaveBeenCalledExactlyOnceWith('text/plain', 'A\tB');
    expect(heard).not.toHaveBeenCalled();
    expect(write).not.toHaveBeenCalled();
    expect(getSelection()?.isCollapsed).toBe(true);
    document.removeEventListener('copy', heard);
    // and leaves no trace for copies that others make
    getSelection()?.selectAllChildren(document.body);
    document.execCommand('copy');
    expect(put).toHaveBeenCalledTimes(1);
  });

  it('goes through the clipboard itself where there is no event', async () => {
    const write = vi.fn(() => Promise.resolve());
    webView(false, write);
    expect(await copy('A')).toBe(true);
    expect(write).toHaveBeenCalledExactlyOnceWith('A');
  });

  it('that got nowhere is not said to be there', async () => {
    webView(false, () => Promise.reject(new Error('not allowed')));
    expect(await copy('A')).toBe(false);
    webView(false);
    expect(await copy('A')).toBe(false);
  });
});
