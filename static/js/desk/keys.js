/* Keys with a modifier, on every keyboard layout and machine. */

export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

// Whether it is Ctrl with the letter (⌘ on Apple machines): by the letter where the layout has
// Latin ones, else by the place of the key. On a Russian layout K is not "k".
export function isKey(event, letter) {
  const modifier = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!modifier || event.altKey || event.shiftKey) return false;
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase() === letter;
  return event.code === `Key${letter.toUpperCase()}`;
}
