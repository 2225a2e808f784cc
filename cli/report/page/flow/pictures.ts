import { grouped } from '../../../../lib/collections/grouped';
import { distinctNaturally, sortedNaturally } from '../../../../lib/collections/natural-order';
import { counted } from '../../../../lib/text/counted';
import { type AccessRow, objectName } from '../../../access-report/access-row';
import type { Folder } from '../../../access-report/folder';
import type { FolderNames } from '../../../access-report/folder-names';
import type { Html } from '../html';
import type { NumberedHolder, NumberedRow, NumberedTable } from '../numbered';
import { type Flow, type FlowLink, type FlowNode, flowOf, type Stop, type Way } from './flow';
import { flowSvg } from './svg';

export interface Overview {
  readonly svg: Html;
  /** The numbers of the boxes and lines that a row goes through. */
  readonly partsOf: ReadonlyMap<number, readonly number[]>;
  /** How many boxes and lines it has. */
  readonly count: number;
}

/** As many boxes as one can still read in a column. */
const MOST_BOXES = 40;

/** What a folder is called in a picture. */
export type NameOf = (folder: Folder) => string;

/** The picture of an environment: which folder reaches which workload. Namespaces stand for too many workloads. */
export function overviewPicture(
  title: string,
  holders: readonly NumberedHolder[],
  firstPart: number,
  nameOf: NameOf,
): Overview {
  const byNamespace = holders.length > MOST_BOXES;
  const ways = byNamespace ? namespaceWays(holders, nameOf) : holders.flatMap((holder) => waysTo(holder, nameOf));
  const order = ({ stops }: Way) => stops.flatMap((together) => together.map(({ id }) => id)).join('\0');
  const flow = flowOf(sortedNaturally(ways, order), MOST_BOXES);
  const numbers = new Map<FlowNode | FlowLink, number>();
  for (const part of [...flow.layers.flat(), ...flow.links]) numbers.set(part, firstPart + numbers.size);
  const nouns = ['folder', 'resource', 'managed object', byNamespace ? 'namespace' : 'workload'];
  const svg = flowSvg(flow, {
    label: byNamespace
      ? `${title}: ${counted(holders.length, 'workload')} by namespace`
      : `${title}: ${flow.layers.map((layer, i) => counted(layer.length, nouns[i])).join(', ')}`,
    titles: ['Infisical folder', 'Resource', 'Managed object', byNamespace ? 'Namespace' : 'Workload'],
    measures: { widths: [240, 300, 205, 235], gap: 58, height: 30, distance: 8 },
    numberOf: (part) => numbers.get(part) ?? 0,
  });
  return { svg, partsOf: partsByRow(flow, numbers), count: numbers.size };
}

function waysTo({ address, holder, rows }: NumberedHolder, nameOf: NameOf): Way[] {
  const note = rows.some(({ row }) => row.key === undefined) ? 'every key' : counted(countKeys(rows), 'key');
  const stop = { id: `${holder.name} ${address}`, label: holder.name, note, href: `#${address}` };
  return rows.map(({ number, row }) => ({ row: number, stops: [...stopsBefore(row, nameOf), [stop]] }));
}

/** The flow from afar: folders by their first name, all else by namespace. */
function namespaceWays(holders: readonly NumberedHolder[], nameOf: NameOf): Way[] {
  const groups = grouped(holders, ({ holder }) => holder.namespace ?? 'no namespace');
  return [...groups].flatMap(([id, together]) => {
    const rows = together.flatMap((one) => one.rows);
    const stop = (objects: Iterable<string>, noun: string) => [{ id, label: counted(new Set(objects).size, noun) }];
    const stops = [
      stop(
        rows.map(({ row }) => objectName(row.resource)),
        'resource',
      ),
      stop(
        rows.map(({ row }) => objectName(row.managed)),
        'managed object',
      ),
      [{ id, label: id, note: counted(together.length, 'workload') }],
    ];
    return rows.map(({ number, row }) => ({
      row: number,
      stops: [foldersOf(row).map((folder) => folderStop(folder, nameOf)), ...stops],
    }));
  });
}

function folderStop(folder: Folder, nameOf: NameOf): Stop {
  const [first, ...below] = folder.path.split('/').filter(Boolean);
  const isTop = below.length === 0;
  const label = isTop ? nameOf(folder) : `${nameOf({ ...folder, path: `/${first}`, recursive: false })}/…`;
  return { id: label, label };
}

function foldersOf({ folders, origins }: AccessRow): readonly Folder[] {
  return origins ?? folders;
}

/** The picture of one workload, down to its variables and files, in the first environment that has each of them. */
export function holderPicture({ holder, rows: tableRows, columns }: NumberedTable, names: FolderNames): Html {
  const rows = tableRows.flatMap(({ number, cells }) => {
    const index = cells.findIndex((cell) => cell !== undefined);
    const environment = columns[index]?.environment ?? '';
    return (cells[index]?.rows ?? []).map((row) => ({ number, row, environment }));
  });
  const ways = rows.map(
    ({ number, row, environment }): Way => ({
      row: number,
      stops: [
        ...stopsBefore(row, (folder) => names.within(environment, folder)),
        [{ id: row.container ?? '', label: row.container ?? holder.name }],
        [targetStop(row, rows)],
      ],
    }),
  );
  return flowSvg(flowOf(ways), {
    label: `${holder.name}: from the folder in Infisical to ${counted(rows.length, 'variable or file')}`,
    titles: ['Infisical folder', 'Resource', 'Managed object', 'Container', 'Variable or file'],
    measures: { widths: [225, 160, 160, 150, 303], gap: 40, height: 26, distance: 6 },
    rowLayer: 4,
  });
}

function stopsBefore(row: AccessRow, nameOf: NameOf): Stop[][] {
  const { resource, managed } = row;
  return [
    foldersOf(row).map((folder) => ({ id: nameOf(folder), label: nameOf(folder) })),
    [{ id: objectName(resource), label: resource.name, note: resource.kind }],
    [{ id: objectName(managed), label: managed.name, note: managed.kind === 'Secret' ? '' : managed.kind }],
  ];
}

function targetStop(row: AccessRow, rows: readonly NumberedRow[]): Stop {
  const label = row.variable ?? row.file ?? row.field ?? row.via;
  const id = `${row.container} ${label}`;
  const keys = distinctNaturally(
    rows.flatMap(({ row: { key, container, variable, file } }) =>
      container === row.container && variable === row.variable && file === row.file ? (key ?? 'every key') : [],
    ),
  );
  const isPlain = keys.length === 1 && keys[0] === label;
  return { id, label, note: isPlain ? '' : keys.join(', ') };
}

function countKeys(rows: readonly NumberedRow[]): number {
  return new Set(rows.map(({ row: { key, lease, folders } }) => JSON.stringify([key, lease, folders]))).size;
}

function partsByRow({ layers, links }: Flow, numbers: ReadonlyMap<FlowNode | FlowLink, number>) {
  const parts = new Map<number, number[]>();
  for (const part of [...layers.flat(), ...links]) {
    for (const row of part.rows) parts.set(row, [...(parts.get(row) ?? []), numbers.get(part) ?? 0]);
  }
  return parts;
}
