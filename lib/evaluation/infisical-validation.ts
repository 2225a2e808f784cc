import { grouped } from '../collections/grouped';
import { committedConfiguration } from '../configuration/committed-configuration';
import type { Suppression } from '../configuration/configuration';
import { suppressionReasonFor } from '../configuration/suppressions';
import type { Settings } from '../model/app-model';
import { ignoredBecause } from '../model/ignored-rules';
import { placeText, type TextPlace } from '../text/place-in-text';
import { asLine } from '../text/shown';
import { findingsBetweenFolders } from '../validation/across/between-folders';
import { checkResources, objectsIn } from '../validation/check-manifests';
import { placeOfFinding } from '../validation/place-of-finding';
import type { Finding } from '../validation/rule';
import { RULE_IDS } from '../validation/rule-ids';
import { assertReason, ruleTitle } from '../validation/rule-list';
import { settingsIn } from './committed-settings';
import { tellNow } from './report/end-of-run';
import { type FindingRecord, isError } from './report/finding-record';
import { statedSettings } from './settings-problems';

/**
 * What the plugin uses of the context that cdk8s-cli hands to it.
 *
 * @internal
 */
export interface _PluginContext {
  readonly manifests: readonly string[];
  parseManifest(path: string): unknown[];
  readonly report: {
    addViolation(violation: _Violation): void;
    submit(status: 'success' | 'failure'): void;
  };
  /** Only cdk8s-infisical synth has this: it tells all that was found together. */
  readonly tellFindings?: (findings: readonly FindingRecord[]) => void;
  /** Only cdk8s-infisical synth has this: whether the app that made the object has said the same of it. */
  readonly isTold?: (finding: _FileFinding) => boolean;
  /** Only cdk8s-infisical synth has this: where the finding stands in a file that somebody keeps. */
  readonly placeOf?: (finding: _FileFinding) => TextPlace | undefined;
}

/**
 * What the plugin has found.
 *
 * @internal
 */
export interface _FileFinding extends Omit<Finding, 'resource'> {
  readonly file: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Why the object says that the rule does not count for it. */
  readonly ignoredBecause?: string;
}

/** @internal */
export interface _Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: _ViolatingResource[];
}

/** @internal */
export interface _ViolatingResource extends Partial<TextPlace> {
  readonly resourceName: string;
  readonly locations: string[];
  readonly manifestPath: string;
  /** What cdk8s-infisical synth tells apart: the object, and where in it. */
  readonly object: string;
  readonly at?: string;
}

/**
 * The plugin's properties in cdk8s.yaml.
 *
 * @internal
 */
export interface _PluginProperties extends Omit<Settings, 'previous'> {
  /** Reasons by the rules that they switch off. */
  readonly suppress?: { readonly [rule: string]: string };
}

const PROPERTIES = [
  'operatorVersion',
  'defaultConnection',
  'watchedNamespaces',
  'argoCdVersion',
  'argoCdTracking',
  'argoCdInstanceLabel',
  'suppress',
  'kubernetesVersion',
];

/**
 * The rules as a validation plugin of cdk8s-cli: checks everything in the output folder, also what was written by hand
 * or rendered by Helm. A folder is an environment: an object is held against those in the same folder, and by the rules
 * between environments against those of other folders.
 *
 * @internal
 */
export class InfisicalValidation {
  private readonly settings: Settings;
  private readonly reasons: ReadonlyMap<string, string>;
  private readonly suppressions: readonly Suppression[];

  public constructor(properties: _PluginProperties = {}) {
    const { suppress, ...settings } = properties;
    const unknown = Object.keys(properties).find((name) => !PROPERTIES.includes(name));
    if (unknown !== undefined) {
      throw new Error(`cdk8s.yaml: InfisicalValidation has no property "${unknown}": write ${PROPERTIES.join(', ')}`);
    }
    const reasons = Object.entries(suppress ?? {});
    for (const [rule, reason] of reasons) assertReason('cdk8s.yaml: InfisicalValidation', rule, reason);
    const stated = statedSettings('cdk8s.yaml: InfisicalValidation', settings);
    const { suppressions, ...committed } = committedConfiguration(RULE_IDS);
    this.suppressions = suppressions;
    // What cdk8s.yaml says of this plugin comes before what holds for the whole project.
    this.settings = { ...settingsIn(committed), ...stated };
    this.reasons = new Map(reasons);
  }

  public async validate(context: _PluginContext): Promise<void> {
    const folders = [...grouped(context.manifests, folderOf)].map(([folder, files]) => {
      const resources = files.flatMap((file) =>
        objectsIn(context.parseManifest(file)).map((manifest) => ({ manifest, file })),
      );
      return { folder, resources };
    });
    const findings = folders.flatMap(({ resources }) => checkResources(resources, this.settings));
    const news = [...findings, ...findingsBetweenFolders(folders)].map(inFile).filter((one) => !context.isTold?.(one));
    const found = news.map((finding) => {
      const place = context.placeOf?.(finding);
      return { finding, place, record: this.record(finding, place) };
    });
    const errors = found.filter(({ record }) => isError(record));
    for (const { finding, place } of errors) context.report.addViolation(violationOf(finding, place));
    const tell = context.tellFindings ?? tellNow;
    tell(found.flatMap(({ record }) => (isError(record) ? [] : [record])));
    context.report.submit(errors.length > 0 ? 'failure' : 'success');
  }

  private record(finding: _FileFinding, place: TextPlace | undefined): FindingRecord {
    const { severity, rule, message, file, kind, name, namespace } = finding;
    const folder = folderOf(file);
    const about = { rule, kind, name, namespace, environment: folder.replaceAll('\\', '/') };
    const suppressedBecause =
      this.reasons.get(rule) ?? suppressionReasonFor(about, this.suppressions) ?? finding.ignoredBecause;
    return {
      severity,
      rule,
      ...(folder !== '' && { environment: asLine(folder) }),
      path: asLine(`${placeText(file.slice(folder.length).replace(/^[/\\]/, ''), place)}: ${kind} ${name}`),
      kind: asLine(String(kind)),
      file: asLine(file),
      ...place,
      ...placeOfFinding(finding),
      message,
      ...(suppressedBecause !== undefined && { suppressedBecause: asLine(suppressedBecause) }),
    };
  }
}

/** The folder of a file, which is an environment. */
function folderOf(file: string): string {
  return file.replace(/[/\\]?[^/\\]*$/, '');
}

/** What a finding is about, in the file of its object. */
function inFile({ resource: { manifest, file = '' }, ...finding }: Finding): _FileFinding {
  const { kind, metadata } = manifest;
  const { name, namespace } = metadata;
  return { ...finding, file, kind, namespace, name, ignoredBecause: ignoredBecause(manifest, finding.rule) };
}

function violationOf(finding: _FileFinding, place: TextPlace | undefined): _Violation {
  const { rule, message, file, kind, namespace, name } = finding;
  const { at } = placeOfFinding(finding);
  const object = asLine([kind, namespace, name].filter(Boolean).join('/'));
  return {
    ruleName: rule,
    recommendation: ruleTitle(rule),
    fix: message,
    violatingResources: [
      {
        resourceName: asLine(String(name ?? '')),
        locations: [at === undefined ? object : `${object}: ${at}`],
        manifestPath: file,
        object,
        ...(at !== undefined && { at }),
        ...place,
      },
    ],
  };
}
