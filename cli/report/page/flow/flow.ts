/** A box of the picture. */
export interface FlowNode {
  readonly layer: number;
  readonly label: string;
  /** Small text beside the label. */
  readonly note?: string;
  /** Where it leads to. */
  readonly href?: string;
  /** The rows of the report that go through it. */
  readonly rows: readonly number[];
}

/** A line of the picture. */
export interface FlowLink {
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly rows: readonly number[];
}

/** What flows from left to right. */
export interface Flow {
  readonly layers: readonly (readonly FlowNode[])[];
  readonly links: readonly FlowLink[];
}

/** A box on the way of a row, told apart from others of its layer by its id. */
export interface Stop extends Pick<FlowNode, 'label' | 'note' | 'href'> {
  readonly id: string;
}

/** The way of a row: for each layer the boxes that it goes through, mostly one. */
export interface Way {
  readonly row: number;
  readonly stops: readonly (readonly Stop[])[];
}

/** The boxes in the order in which the ways come to them, and the lines between. */
export function flowOf(ways: readonly Way[], limit = Number.POSITIVE_INFINITY): Flow {
  const joined = withinLimit(ways, limit);
  const layers: Map<string, FlowNode & { rows: number[] }>[] = [];
  const links = new Map<string, FlowLink & { rows: number[] }>();
  for (const { row, stops } of joined) {
    stops.forEach((together, layer) => {
      layers[layer] ??= new Map();
      for (const { id, ...stop } of together) {
        const to = layers[layer].get(id) ?? { layer, ...stop, rows: [] };
        layers[layer].set(id, to);
        if (to.rows.at(-1) !== row) to.rows.push(row);
        for (const before of stops[layer - 1] ?? []) {
          const from = layers[layer - 1].get(before.id);
          if (from === undefined) continue;
          const key = `${layer}\0${before.id}\0${id}`;
          const link = links.get(key) ?? { from, to, rows: [] };
          links.set(key, link);
          if (link.rows.at(-1) !== row) link.rows.push(row);
        }
      }
    });
  }
  return { layers: layers.map((nodes) => [...nodes.values()]), links: [...links.values()] };
}

/** The ways, with the boxes of a layer that has too many joined into one, but for those with the most rows. */
function withinLimit(ways: readonly Way[], limit: number): readonly Way[] {
  const kept = (ways[0]?.stops ?? []).map((_, layer) => {
    const sizes = new Map<string, number>();
    for (const { stops } of ways) for (const { id } of stops[layer]) sizes.set(id, (sizes.get(id) ?? 0) + 1);
    if (sizes.size <= limit) return undefined;
    const ids = [...sizes].sort(([, a], [, b]) => b - a).map(([id]) => id);
    const rest: Stop = { id: '\0rest', label: `${sizes.size - limit + 1} more` };
    return { ids: new Set(ids.slice(0, limit - 1)), rest };
  });
  if (kept.every((one) => one === undefined)) return ways;
  return ways.map(({ row, stops }) => ({
    row,
    stops: stops.map((together, layer) => {
      const one = kept[layer];
      return one === undefined ? together : together.map((stop) => (one.ids.has(stop.id) ? stop : one.rest));
    }),
  }));
}
