import { dirname, join } from 'node:path';
import type { ValidationSettings } from '../project-settings';
import type { ConstructPaths } from './construct-paths';
import { loadPlugin, type PluginPlaces } from './plugins';
import { type Report, ValidationContext } from './report';

/** A violation, and where it is. */
export interface Violated {
  readonly rule: string;
  /** Path in the output folder. */
  readonly file: string;
  /** What the plugin says of the place in the file. */
  readonly object: string;
  /** Path of the construct from which the object comes, where that is known. */
  readonly construct?: string;
  readonly message: string;
}

export interface Subject {
  /** The folder with what the app has written. */
  readonly folder: string;
  /** The folder as the user knows it. */
  readonly output: string;
  /** Paths in it. */
  readonly manifests: readonly string[];
  readonly constructs: ConstructPaths;
}

/** Runs the plugins that cdk8s.yaml names over the manifests in a folder. */
export async function validate(
  validations: readonly ValidationSettings[],
  { folder, output, manifests, constructs }: Subject,
  { tellFindings, ...places }: PluginPlaces & { readonly tellFindings: ValidationContext['tellFindings'] },
): Promise<Violated[]> {
  const loaded = validations.map((settings) => ({ settings, ...loadPlugin(settings, places) }));
  const metadata = Object.assign({}, ...[...constructs.values()].reverse());
  const violated: Violated[] = [];
  for (const { settings, plugin, isOwn } of loaded) {
    // What ours prints names the files as the user will find them; others may want to open them.
    const base = isOwn ? output : folder;
    const fileOf = (path: string) => join(folder, path.slice(base.length + 1));
    const paths = manifests.map((file) => `${base}/${file}`);
    const { package: name, version } = settings;
    const yaml = isOwn ? '1.1' : '1.2';
    const context = new ValidationContext(paths, name, version, metadata, fileOf, tellFindings, yaml);
    await plugin.validate(context);
    violated.push(...violatedIn(context.report.toJson(), base, constructs));
  }
  return violated;
}

function violatedIn(report: Report, base: string, constructs: ConstructPaths): Violated[] {
  if (report.success) return [];
  const found = report.violations.flatMap(({ ruleName, recommendation, fix, violatingResources }) =>
    violatingResources.map(({ resourceName, locations = [], manifestPath }): Violated => {
      const file = manifestPath.startsWith(`${base}/`) ? manifestPath.slice(base.length + 1) : manifestPath;
      const construct = constructs.get(dirname(file))?.[resourceName]?.path;
      const object = locations.length > 0 ? locations.join(', ') : resourceName;
      return {
        rule: ruleName,
        file,
        object,
        ...(construct !== undefined && { construct }),
        message: fix || recommendation,
      };
    }),
  );
  const silent = { rule: report.plugin, file: '', object: '', message: 'the plugin says no more than that it failed' };
  return found.length > 0 ? found : [silent];
}
