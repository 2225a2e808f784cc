import { type Html, html } from './html';

/** What is wider than a small screen, for fingers and keyboards alike. */
export function scrolling(label: string, content: Html, look = ''): Html {
  return html`<div class="scrolling${look}" role="region" tabindex="0" aria-label="${label}">${content}</div>`;
}
