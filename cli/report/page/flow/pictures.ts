import { type AccessRow, address } from '../../access-row';
import { counted } from '../../counts';
import { byText, distinct } from '../../order';
import { placeName } from '../../place';
import type { Holder } from '../../scopes';
import type { Html } from '../html';
import { type Flow, type FlowLink, type FlowNode, flowOf, type Stop, type Way } from './flow';
import { flowSvg } from './svg';

/** A row with its number on the page. */
export interface NumberedRow {
  readonly number: number;
  readonly row: AccessRow;
}

/** A holder with its number on the page. */
export interface NumberedHolder extends Omit<Holder, 'rows'> {
  readonly number: number;
  readonly rows: readonly NumberedRow[];
}

export interface Overview {
  readonly svg: Html;
  /** The numbers of the boxes and lines that a row goes through. */
  readonly partsOf: ReadonlyMap<number, readonly number[]>;
  /** How many boxes and lines it has. */
  readonly count: number;
}

/** As many boxes as one can still read in a column. */
const MOST_BOXES = 40;

/** The picture of an environment: which folder reaches which workload. Namespaces stand for too many workloads. */
export function overviewPicture(title: string, holders: readonly NumberedHolder[], firstPart: number): Overview {
  const byNamespace = holders.length > MOST_BOXES;
  const ways = holders.flatMap((holder) =>
    holder.rows.map(
      ({ number, row }): Way => ({
        row: number,
        stops: [...stopsBefore(row), [byNamespace ? namespaceStop(holder, holders) : holderStop(holder)]],
      }),
    ),
  );
  const order = ({ stops }: Way) => stops.flatMap((together) => together.map(({ id }) => id)).join('\0');
  const flow = flowOf(ways.sort(byText(order)), MOST_BOXES);
  const numbers = new Map<FlowNode | FlowLink, number>();
  for (const part of [...flow.layers.flat(), ...flow.links]) numbers.set(part, firstPart + numbers.size);
  const svg = flowSvg(flow, {
    label: `${title}: ${flow.layers.map((layer, i) => counted(layer.length, LAYERS[i])).join(', ')}`,
    titles: ['Infisical folder', 'Resource', 'Managed object', byNamespace ? 'Namespace' : 'Workload'],
    measures: { widths: [230, 250, 220, 260], gap: 66, height: 30, distance: 8 },
    numberOf: (part) => numbers.get(part) ?? 0,
  });
  return { svg, partsOf: partsByRow(flow, numbers), count: numbers.size };
}

const LAYERS = ['folder', 'resource', 'managed object', 'workload'];

/** The picture of one workload, down to its variables and files. */
export function holderPicture(title: string, { holder, rows }: NumberedHolder): Html {
  const ways = rows.map(
    ({ number, row }): Way => ({
      row: number,
      stops: [
        ...stopsBefore(row),
        [{ id: row.container ?? '', label: row.container ?? holder.name }],
        [targetStop(row, rows)],
      ],
    }),
  );
  return flowSvg(flowOf(ways), {
    label: `${title}: from the folder in Infisical to ${counted(rows.length, 'variable or file')}`,
    titles: ['Infisical folder', 'Resource', 'Managed object', 'Container', 'Variable or file'],
    measures: { widths: [215, 165, 165, 150, 303], gap: 40, height: 26, distance: 6 },
    rowLayer: 4,
  });
}

function stopsBefore({ places, resource, managed }: AccessRow): Stop[][] {
  return [
    places.map((place) => ({ id: placeName(place), label: placeName(place) })),
    [{ id: `${resource.kind} ${address(resource)}`, label: resource.name, note: shortKind(resource.kind) }],
    [
      {
        id: `${managed.kind} ${address(managed)}`,
        label: managed.name,
        note: managed.kind === 'Secret' ? '' : managed.kind,
      },
    ],
  ];
}

function holderStop({ number, holder, rows }: NumberedHolder): Stop {
  const note = rows.some(({ row }) => row.key === undefined) ? 'every key' : counted(countKeys(rows), 'key');
  return { id: `${holder.name} ${number}`, label: holder.name, note, href: `#w${number}` };
}

function namespaceStop({ holder }: NumberedHolder, holders: readonly NumberedHolder[]): Stop {
  const label = holder.namespace ?? 'no namespace';
  const count = holders.filter((other) => other.holder.namespace === holder.namespace).length;
  return { id: label, label, note: counted(count, 'workload') };
}

function targetStop(row: AccessRow, rows: readonly NumberedRow[]): Stop {
  const label = row.variable ?? row.file ?? (row.via === 'template' ? 'template' : row.via);
  const id = `${row.container} ${label}`;
  const keys = distinct(
    rows.flatMap(({ row: { key, container, variable, file } }) =>
      container === row.container && variable === row.variable && file === row.file ? (key ?? 'every key') : [],
    ),
  );
  const isPlain = keys.length === 1 && keys[0] === label;
  return { id, label, note: isPlain ? '' : keys.join(', ') };
}

function countKeys(rows: readonly NumberedRow[]): number {
  return new Set(rows.map(({ row }) => `${row.key} ${row.lease ?? ''} ${row.places.map(placeName)}`)).size;
}

function shortKind(kind: string): string {
  return kind.replace(/^Infisical/, '');
}

function partsByRow({ layers, links }: Flow, numbers: ReadonlyMap<FlowNode | FlowLink, number>) {
  const parts = new Map<number, number[]>();
  for (const part of [...layers.flat(), ...links]) {
    for (const row of part.rows) parts.set(row, [...(parts.get(row) ?? []), numbers.get(part) ?? 0]);
  }
  return parts;
}
