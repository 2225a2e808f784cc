import { checkSubjects, objectsIn } from './check-manifests';
import { type Finding, Severity } from './rule';
import { assertReason, ruleTitle } from './rule-list';
import { asLine } from './shown';
import type { Settings } from './view/app-view';
import { grouped } from './view/per-app';
import { printLine } from './warnings';

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
}

/** @internal */
export interface _Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: { resourceName: string; locations: string[]; manifestPath: string }[];
}

/**
 * The plugin's properties in cdk8s.yaml.
 *
 * @internal
 */
export interface _PluginProperties extends Omit<Settings, 'previous'> {
  /** Reasons by the rules that they switch off. */
  readonly silence?: { readonly [rule: string]: string };
}

const PROPERTIES = ['operatorVersion', 'watchedNamespaces', 'argoCdTracking', 'argoCdInstanceLabel', 'silence'];

/**
 * The rules as a validation plugin of cdk8s-cli: checks everything in the output folder, also what was written by hand
 * or rendered by Helm. A folder is an environment: an object is held against those in the same folder only.
 *
 * @internal
 */
export class InfisicalValidation {
  private readonly settings: Settings;
  private readonly reasons: ReadonlyMap<string, string>;

  public constructor(properties: _PluginProperties = {}) {
    const { silence, ...settings } = properties;
    const unknown = Object.keys(properties).find((name) => !PROPERTIES.includes(name));
    if (unknown !== undefined) {
      throw new Error(`cdk8s.yaml: InfisicalValidation has no property "${unknown}": write ${PROPERTIES.join(', ')}`);
    }
    const reasons = Object.entries(silence ?? {});
    for (const [rule, reason] of reasons) assertReason('cdk8s.yaml: InfisicalValidation', rule, reason);
    this.settings = settings;
    this.reasons = new Map(reasons);
  }

  public async validate(context: _PluginContext): Promise<void> {
    const folders = grouped(context.manifests, (path) => path.replace(/[^/\\]*$/, ''));
    const subjects = [...folders.values()].map((files) =>
      files.flatMap((file) => objectsIn(context.parseManifest(file)).map((manifest) => ({ manifest, file }))),
    );
    const findings = subjects.flatMap((folder) => checkSubjects(folder, this.settings));
    const errors = findings.filter((finding) => finding.severity === Severity.ERROR && !this.reasons.has(finding.rule));
    for (const finding of findings) if (!errors.includes(finding)) this.print(finding);
    for (const finding of errors) context.report.addViolation(violation(finding));
    context.report.submit(errors.length > 0 ? 'failure' : 'success');
  }

  private print({ rule, message, subject }: Finding): void {
    const reason = this.reasons.get(rule);
    const { kind, metadata } = subject.manifest;
    const line = `[${subject.file}: ${kind} ${metadata.name}] ${message} (${rule})`;
    printLine(reason === undefined ? `warning: ${line}` : `silenced: ${line}, because: ${reason}`);
  }
}

function violation({ rule, message, subject: { manifest, file = '' } }: Finding): _Violation {
  const { kind, metadata } = manifest;
  return {
    ruleName: rule,
    recommendation: ruleTitle(rule),
    fix: message,
    violatingResources: [
      {
        resourceName: asLine(String(metadata.name ?? '')),
        locations: [asLine([kind, metadata.namespace, metadata.name].filter(Boolean).join('/'))],
        manifestPath: file,
      },
    ],
  };
}
