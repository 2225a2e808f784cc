import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fields, list } from '../../../lib/json/json';
import { counted } from '../../../lib/text/counted';
import { listed } from '../../../lib/text/listed';
import { isInside } from '../../files/outside';
import { bytesOf } from '../../manifests/file-bytes';
import { decodedText } from '../../yaml/decoded-text';
import { documentsIn } from '../../yaml/kubernetes-yaml';

export interface ChartFolder {
  readonly name?: string;
  /** Whether there are objects in it that Helm installs and does not render. */
  readonly hasCrds: boolean;
}

const MAX_FILES = 20_000;
const MAX_SIZE = 256 * 1024 * 1024;

/** What Helm would read of a chart, or why it shall not. */
export function chartFolder(path: string): ChartFolder | string {
  const listing = new ChartListing(realpathSync(path));
  const problem = listing.problem();
  if (problem !== undefined) return problem;
  const chart = settingsAt(join(path, 'Chart.yaml'));
  if (typeof chart === 'string') return chart;
  const requirements = settingsAt(join(path, 'requirements.yaml'));
  const needed = typeof requirements === 'string' ? [] : list(requirements.dependencies);
  const missing = missingCharts(path, [...list(chart.dependencies), ...needed]);
  if (missing.length > 0)
    return `${counted(missing.length, 'chart')} of its dependencies ${missing.length === 1 ? 'is' : 'are'} not in charts/ (${listed(missing.slice(0, 5))}): run \`helm dependency build\` first`;
  return { hasCrds: listing.hasCrds, ...(typeof chart.name === 'string' && { name: chart.name }) };
}

/** A chart in which nothing leads elsewhere, and that is not without end. */
class ChartListing {
  public hasCrds = false;
  private count = 0;
  private size = 0;

  public constructor(private readonly root: string) {}

  public problem(folder = this.root): string | undefined {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const problem = this.problemOf(path, name);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  private problemOf(path: string, name: string): string | undefined {
    if (++this.count > MAX_FILES) return `there are more than ${MAX_FILES} files in the chart`;
    let stats = lstatSync(path);
    const shown = path.slice(this.root.length + 1);
    if (stats.isSymbolicLink()) {
      const real = realPathOf(path);
      if (real === undefined || !isInside(real, this.root))
        return `${shown} in it is a link that leads out of the chart`;
      // Helm follows it, and so does whoever lists the folder that it leads to.
      stats = statSync(path);
      if (stats.isDirectory())
        return isInside(path, real) ? `${shown} in it is a link that leads in a circle` : undefined;
    }
    if (stats.isDirectory()) {
      // A packed chart may have some too.
      if (name === 'crds') this.hasCrds = true;
      return this.problem(path);
    }
    if (!stats.isFile()) return `${shown} in it is no file`;
    if (name.endsWith('.tgz')) this.hasCrds = true;
    this.size += stats.size;
    return this.size > MAX_SIZE ? `the files of the chart are larger than ${MAX_SIZE / 1024 / 1024} MiB` : undefined;
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** What a file of a chart says of it, or why it cannot be read. */
export function settingsAt(file: string) {
  const bytes = bytesOf(file);
  const text = typeof bytes === 'string' ? undefined : decodedText(bytes);
  if (typeof text !== 'string') return `${file.split(/[\\/]/).at(-1)} cannot be read`;
  const [document] = documentsIn(text);
  return fields(document?.content);
}

/** What a chart needs and does not bring along: the name of a packed one begins with its own. */
function missingCharts(path: string, dependencies: readonly { readonly name?: unknown }[]): string[] {
  const there = namesAt(join(path, 'charts'));
  const names = dependencies.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  return names.filter(
    (name) => !there.some((one) => one === name || (one.startsWith(`${name}-`) && one.endsWith('.tgz'))),
  );
}

function namesAt(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
