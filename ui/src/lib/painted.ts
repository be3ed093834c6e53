/** So many milliseconds at most: a window that nobody can see paints nothing. */
const PATIENCE = 100;

/** Until what stands in the page now is painted. What takes time, and can wait, is begun then. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    const late = setTimeout(done, PATIENCE);
    requestAnimationFrame(() => {
      // that was before the paint
      setTimeout(() => {
        clearTimeout(late);
        done();
      });
    });
  });
}
