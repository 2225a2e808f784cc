// @ts-check
// Runs in a page that is tested: what a person would see there.

function focusedText() {
  return document.activeElement?.textContent?.trim() ?? '';
}

function focusedTag() {
  return document.activeElement?.tagName.toLowerCase() ?? '';
}

/** Radio buttons and boxes of the picture show the focus on what stands for them. */
function isFocusSeen() {
  const active = document.activeElement;
  if (active === null || active === document.body) return true;
  const box = active.querySelector(':scope > .node > rect');
  if (box !== null) return getComputedStyle(box).strokeWidth === '2px';
  const shown = active.matches('input[type=radio]') ? active.nextElementSibling : active;
  return getComputedStyle(shown ?? active).outlineStyle === 'solid';
}

/** What is wider than the screen and cannot be scrolled to. */
function cutOff() {
  const all = [...document.querySelectorAll('article :is(h3, th, td, code, a)')];
  return all.filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 1 && (right > window.innerWidth || left < 0) && !one.closest('.scrolling');
  }).length;
}

/** The lowest contrast of a text to what is behind it; 0 where there is hardly any text. */
function lowestContrast() {
  /** @param {string} color */
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  /** @param {string} color */
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((one) => {
      const part = one / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** @param {Element | null} element @returns {string} */
  const behind = (element) => {
    if (element === null) return 'rgb(255, 255, 255)';
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? behind(element.parentElement) : color;
  };
  const ratios = [...document.querySelectorAll('body *')].flatMap((element) => {
    const isText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (!isText || element.closest('script, .unseen') || element.getClientRects().length === 0) return [];
    const style = getComputedStyle(element);
    const inPicture = element.closest('svg') !== null;
    const [a, b] = [luminance(inPicture ? style.fill : style.color), luminance(behind(element))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
  return ratios.length > 100 ? Math.min(...ratios) : 0;
}

Object.assign(globalThis, { cutOff, focusedTag, focusedText, isFocusSeen, lowestContrast });
