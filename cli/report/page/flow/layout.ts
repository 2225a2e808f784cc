import type { Flow, FlowNode } from './flow';

/** The measures of a picture, in pixels. */
export interface Measures {
  /** The width of the boxes of each layer. */
  readonly widths: readonly number[];
  readonly gap: number;
  readonly height: number;
  readonly distance: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly boxes: ReadonlyMap<FlowNode, Box>;
  readonly width: number;
  readonly height: number;
}

/** Puts the last layer one below the other, and each box before it beside the middle of what it leads to. */
export function layoutOf({ layers, links }: Flow, { widths, gap, height, distance }: Measures): Layout {
  const step = height + distance;
  const ys = new Map<FlowNode, number>();
  for (const layer of [...layers].reverse()) {
    const wanted = layer.map((node, i) => {
      const targets = links.flatMap(({ from, to }) => (from === node ? (ys.get(to) ?? []) : []));
      const y = targets.length === 0 ? i * step : targets.reduce((sum, one) => sum + one, 0) / targets.length;
      return { node, y };
    });
    let free = 0;
    for (const { node, y } of wanted.sort((a, b) => a.y - b.y)) {
      const at = Math.max(free, Math.round(y));
      ys.set(node, at);
      free = at + step;
    }
  }
  const boxes = new Map<FlowNode, Box>();
  for (const [node, y] of ys) {
    const x = widths.slice(0, node.layer).reduce((sum, width) => sum + width + gap, 0);
    boxes.set(node, { x, y, width: widths[node.layer], height });
  }
  const bottom = Math.max(0, ...ys.values()) + height;
  return { boxes, width: widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)), height: bottom };
}
