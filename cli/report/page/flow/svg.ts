import { type Html, html } from '../html';
import type { Flow, FlowLink, FlowNode } from './flow';
import { type Box, type Layout, layoutOf, type Measures } from './layout';

export interface Picture {
  /** What it shows, for who cannot see it. */
  readonly label: string;
  /** What the layers are. */
  readonly titles: readonly string[];
  readonly measures: Measures;
  /** Numbers the boxes and lines, so that the page can dim them. */
  readonly numberOf?: (part: FlowNode | FlowLink) => number;
  /** The layer whose boxes carry their rows. */
  readonly rowLayer?: number;
}

const TITLE_HEIGHT = 28;
/** The width of a letter of the picture's font. */
const LETTER = 7.3;
const PADDING = 10;

/** The picture of a flow: one can scroll it, and its links work without a script. */
export function flowSvg(flow: Flow, picture: Picture): Html {
  const layout = layoutOf(flow, picture.measures);
  const { label, titles, measures } = picture;
  const height = layout.height + TITLE_HEIGHT + 4;
  const heads = titles.map((title, layer) => {
    const x = measures.widths.slice(0, layer).reduce((sum, width) => sum + width + measures.gap, 0);
    return html`<text class="layer" x="${x}" y="14">${title}</text>`;
  });
  const links = flow.links.map((link) => linkPath(link, layout, picture));
  const nodes = flow.layers.flat().map((node) => nodeBox(node, layout, picture));
  return html`<svg role="group" aria-label="${label}" viewBox="-1 0 ${layout.width + 2} ${height}" width="${layout.width + 2}" height="${height}">${heads}<g transform="translate(0 ${TITLE_HEIGHT})">${links}${nodes}</g></svg>`;
}

function linkPath(link: FlowLink, { boxes }: Layout, { numberOf }: Picture): Html {
  const [from, to] = [boxes.get(link.from), boxes.get(link.to)];
  if (from === undefined || to === undefined) return html``;
  const [x1, y1, x2, y2] = [from.x + from.width, middleOf(from), to.x, middleOf(to)];
  const bend = (x1 + x2) / 2;
  const width = Math.min(10, 1.5 + Math.sqrt(link.rows.length - 1) * 1.4).toFixed(1);
  return html`<path class="link"${partAttribute(link, numberOf)} stroke-width="${width}" d="M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}"/>`;
}

function nodeBox(node: FlowNode, { boxes }: Layout, picture: Picture): Html {
  const { numberOf, rowLayer } = picture;
  const box = boxes.get(node);
  if (box === undefined) return html``;
  const { label, note = '', href, layer, rows } = node;
  const room = Math.floor((box.width - 2 * PADDING) / LETTER);
  const shownNote = noteWithin(note, room - label.length - 1, layer === picture.measures.widths.length - 1);
  const shown = cutMiddleOut(label, shownNote === '' ? room : room - shownNote.length - 1);
  const full =
    shown === label && shownNote === note ? '' : html`<title>${[label, note].filter(Boolean).join(' ')}</title>`;
  const text = html`<text x="${box.x + PADDING}" y="${middleOf(box) + 4}">${shown}</text>`;
  const small =
    shownNote === ''
      ? ''
      : html`<text class="note" x="${box.x + box.width - PADDING}" y="${middleOf(box) + 4}">${shownNote}</text>`;
  const rect = html`<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6"/>`;
  const ofRows = layer === rowLayer ? html` data-rows="${rows.join(' ')}"` : '';
  const inner = html`<g class="node layer-${layer}"${partAttribute(node, numberOf)}${ofRows}>${full}${rect}${text}${small}</g>`;
  return href === undefined ? inner : html`<a href="${href}">${inner}</a>`;
}

function partAttribute(part: FlowNode | FlowLink, numberOf: Picture['numberOf']): Html {
  return numberOf === undefined ? html`` : html` data-part="${numberOf(part)}"`;
}

function middleOf({ y, height }: Box): number {
  return y + height / 2;
}

/** A note that has no room is left out, but for the last layer, where it says what the label does not. */
function noteWithin(note: string, room: number, isLast: boolean): string {
  if (note.length <= room) return note;
  return isLast ? cutMiddleOut(note, Math.max(room, 8)) : '';
}

/** With the middle left out: beginning and end tell names apart. */
function cutMiddleOut(text: string, room: number): string {
  if (text.length <= room) return text;
  if (room < 3) return '';
  const end = Math.floor((room - 1) / 2);
  return `${text.slice(0, room - 1 - end)}…${end === 0 ? '' : text.slice(-end)}`;
}
