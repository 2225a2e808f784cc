import { accessIn, withUnfollowed } from '../../cli/access/key-uses';
import { withUnreadResources } from '../../cli/access/unread-resources';
import { accessReport, projectsIn } from '../../cli/access-report/access-report';
import { type AccessRow, arrivalText, keyName, objectName } from '../../cli/access-report/access-row';
import { FolderNames } from '../../cli/access-report/folder-names';
import { findingsInFolders } from '../../cli/findings/findings-in-folders';
import { lintJson } from '../../cli/lint/json';
import { lintReport } from '../../cli/lint/lint-report';
import { withExportsOfOperator } from '../../cli/manifests/exports-of-operator';
import { withoutUnrendered } from '../../cli/manifests/folders-to-render';
import { withoutPatches } from '../../cli/manifests/patches';
import { manifestsIn, type ReadManifests } from '../../cli/manifests/read-manifests';
import { overviewsOf } from '../../cli/report/page/flow/overviews';
import { type NumberedTable, numberTables } from '../../cli/report/page/numbered';
import { sideBySide } from '../../cli/report/side-by-side/side-by-side';

/** What the text is for the readers: a file in a folder of its own. */
const FILE = 'manifests.yaml';

/** What `cdk8s-infisical lint --format json` prints. */
export interface Lint {
  readonly findings: readonly LintedFinding[];
  readonly unread: readonly LintedPlace[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly objects: number };
}

export interface LintedPlace {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface LintedFinding extends LintedPlace {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly at?: string;
  readonly object: { readonly kind: string; readonly namespace?: string; readonly name?: string };
  readonly suppressedBecause?: string;
}

/** A key that arrives in one variable or file; all of it is text of whoever wrote the manifests. */
export interface NeededKey {
  readonly workload: string;
  readonly key: string;
  readonly arrival: string;
  readonly managed: string;
  readonly folder: string;
  readonly environment: string;
  readonly isOptional: boolean;
  /** What a picture calls the workload, at the first of its keys. */
  readonly address?: string;
}

export interface Picture {
  readonly title: string;
  /** Markup, with nothing of the text in it but as text. */
  readonly svg: string;
}

export interface Judgement {
  readonly lint: Lint;
  readonly keys: readonly NeededKey[];
  /** What cannot be followed to a folder of Infisical, so that keys may be missing in the list. */
  readonly unfollowed: readonly LintedPlace[];
  readonly pictures: readonly Picture[];
}

/** What the commands `lint` and `report` say of a text. */
export function judge(text: string): Judgement {
  const read = readText(text);
  const { manifests, problems: unread, variables: variablesFilledIn } = read;
  const found = findingsInFolders(manifests, { variablesFilledIn });
  const lint = JSON.parse(lintJson(lintReport({ manifests, unread, found }, [])));
  return { lint, ...keysIn(read) };
}

/** As `lint` reads a file beside which there is no other. */
function readText(text: string): ReadManifests {
  const whole = manifestsIn(text.replace(/^\uFEFF/, ''), FILE);
  const { kustomizations = [] } = whole;
  const rendered = withoutUnrendered(whole, () => false);
  const read = withoutPatches(rendered, { kustomizations, identityOf: (path) => path });
  return { ...read, manifests: withExportsOfOperator(read.manifests) };
}

function keysIn(read: ReadManifests): Omit<Judgement, 'lint'> {
  const access = accessIn(read.manifests);
  const unfollowed = [...access.unfollowed, ...access.filledInLater];
  const { problems } = withUnfollowed(withUnreadResources(read), { unfollowed });
  const report = accessReport(read.manifests, [], undefined, { access });
  const names = new FolderNames(projectsIn(report));
  const compared = sideBySide(report);
  const tables = numberTables(compared);
  const overviews = overviewsOf(compared.columns, tables, names);
  const addresses = firstRows(tables, report.rows);
  return {
    keys: report.rows.map((row) => ({ ...neededKey(row, names), address: addresses.get(row) })),
    unfollowed: problems.slice(read.problems.length).map(({ line, column, message }) => ({ line, column, message })),
    pictures: compared.columns.map(({ title }, index) => ({ title, svg: overviews[index].svg.text })),
  };
}

/** The addresses of workloads, at the first row of each in the order of the report. */
function firstRows(tables: readonly NumberedTable[], all: readonly AccessRow[]): Map<AccessRow, string> {
  const order = new Map(all.map((row, index) => [row, index]));
  const first = new Map<AccessRow, string>();
  for (const { address, rows } of tables) {
    const own = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.rows ?? []));
    const [row] = own.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    if (row !== undefined) first.set(row, address);
  }
  return first;
}

function neededKey(row: AccessRow, names: FolderNames): NeededKey {
  const { holder, managed, environment, optional: isOptional } = row;
  return {
    workload: objectName(holder),
    key: keyName(row),
    arrival: arrivalText(row),
    managed: objectName(managed),
    folder: names.originsWithin(environment, row),
    environment,
    isOptional,
  };
}
