import { dirname, join, relative } from 'node:path';
import { grouped } from '../../../lib/collections/grouped';
import type { _PluginContext } from '../../../lib/evaluation/infisical-validation';
import type { FindingRecord } from '../../../lib/evaluation/report/finding-record';
import type { TextPlace } from '../../../lib/text/place-in-text';
import { PlacesInFiles } from '../places-in-files';
import type { ValidationSettings } from '../project-settings';
import type { ConstructPaths } from './construct-paths';
import { loadPlugin, type PluginPlaces } from './plugins';
import { type Report, ValidationContext } from './report';

export interface Violated extends Partial<TextPlace> {
  readonly rule: string;
  /** Path in the output folder. */
  readonly file: string;
  /** What the plugin says of the place in the file. */
  readonly object: string;
  /** Path of the construct from which the object comes, where that is known. */
  readonly construct?: string;
  /** Where in the object, if a rule of ours says so. */
  readonly at?: string;
  readonly message: string;
}

/** What an app has written. */
export interface WrittenOutput {
  readonly folder: string;
  /** The folder as the user wrote it. */
  readonly output: string;
  /** Paths in it. */
  readonly manifests: readonly string[];
  /** Those of them that no app has written. */
  readonly foreign: ReadonlySet<string>;
}

export interface ValidatedOutput extends WrittenOutput {
  readonly constructs: ConstructPaths;
}

export interface Told {
  readonly told: readonly FindingRecord[];
  readonly tellFindings: (findings: readonly FindingRecord[]) => void;
}

/** Runs the plugins that cdk8s.yaml names over the manifests in a folder. */
export async function validate(
  validations: readonly ValidationSettings[],
  { folder, output, manifests, foreign, constructs }: ValidatedOutput,
  { told, tellFindings, ...places }: PluginPlaces & Told,
): Promise<Violated[]> {
  const loaded = validations.map((settings) => ({ settings, ...loadPlugin(settings, places) }));
  const metadata = Object.assign({}, ...[...constructs.values()].reverse());
  const known = grouped(told, wordsOf);
  const files = new PlacesInFiles(folder, foreign);
  const violated: Violated[] = [];
  for (const { settings, plugin, isOwn } of loaded) {
    // What ours prints names the files as the user will find them; others may want to open them.
    const base = isOwn ? output : folder;
    const fileOf = (path: string) => join(folder, path.slice(base.length + 1));
    const paths = manifests.map((file) => `${base}/${file}`);
    // What only our own plugin asks for.
    const own: Pick<_PluginContext, 'tellFindings' | 'isTold' | 'placeOf'> = {
      tellFindings: (found) => tellFindings(found.map((finding) => relativeToOutput(finding, base))),
      isTold: ({ file, name, ...finding }) =>
        isConstruct(constructs, relative(base, file), name) &&
        (known.get(wordsOf(finding)) ?? []).some((one) => isIn(dirname(file), one)),
      placeOf: ({ file, ...finding }) => files.placeOf(relative(base, file), finding),
    };
    const { package: name, version } = settings;
    const context = new ValidationContext(paths, name, version, metadata, fileOf, isOwn ? '1.1' : '1.2');
    await plugin.validate(isOwn ? Object.assign(context, own) : context);
    violated.push(...violatedIn(context.report.toJson(), base, constructs));
  }
  return violated;
}

function isConstruct(constructs: ConstructPaths, file: string, name = ''): boolean {
  return Object.hasOwn(constructs.get(dirname(file)) ?? {}, name);
}

/** An environment of the app is a folder of what it writes; a plain app has none. */
function isIn(folder: string, { environment }: FindingRecord): boolean {
  return environment === undefined || `/${folder}`.endsWith(`/${environment}`);
}

function wordsOf({ rule, message, kind }: Pick<FindingRecord, 'rule' | 'message' | 'kind'>): string {
  return JSON.stringify([rule, message, kind]);
}

/** The output folder is no environment. */
function relativeToOutput({ environment = '', file = '', ...finding }: FindingRecord, output: string): FindingRecord {
  const inside = relative(output, environment);
  return { ...finding, ...(inside !== '' && { environment: inside }), file: relative(output, file) };
}

function violatedIn(report: Report, base: string, constructs: ConstructPaths): Violated[] {
  if (report.success) return [];
  const found = report.violations.flatMap(({ ruleName, recommendation, fix, violatingResources }) =>
    violatingResources.map(({ resourceName, locations = [], manifestPath, at, line, column, ...own }): Violated => {
      const file = manifestPath.startsWith(`${base}/`) ? manifestPath.slice(base.length + 1) : manifestPath;
      const construct = constructs.get(dirname(file))?.[resourceName]?.path;
      const object = own.object ?? (locations.length > 0 ? locations.join(', ') : resourceName);
      return {
        rule: ruleName,
        file,
        object,
        ...(line !== undefined && { line, column }),
        ...(construct !== undefined && { construct }),
        ...(at !== undefined && { at }),
        message: fix || recommendation,
      };
    }),
  );
  const silent = { rule: report.plugin, file: '', object: '', message: 'the plugin says no more than that it failed' };
  return found.length > 0 ? found : [silent];
}
