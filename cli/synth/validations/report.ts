import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { _ViolatingResource } from '../../../lib/evaluation/infisical-validation';
import { lines } from '../../terminal/terminal-text';
import { tell } from '../../terminal/writer';

/** A violation as a plugin of cdk8s-cli reports it. */
interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly (Pick<_ViolatingResource, 'resourceName' | 'manifestPath'> &
    Partial<_ViolatingResource>)[];
}

export interface Report {
  readonly plugin: string;
  readonly version: string;
  readonly success: boolean;
  readonly violations: readonly Violation[];
}

/** What cdk8s-cli hands to a plugin. */
export class ValidationContext {
  public readonly stdout = false;
  public readonly logger = { log: (message: string) => tell(lines(message.split('\n'))) };
  public readonly report: ValidationReport;

  public constructor(
    public readonly manifests: readonly string[],
    public readonly pkg: string,
    public readonly version: string,
    /** Construct paths by names of objects. */
    public readonly metadata: { readonly [name: string]: { readonly path: string } },
    private readonly fileOf: (manifest: string) => string,
    /** kubectl reads 1.1, in which `0400` is octal; cdk8s-cli has plugins read what the parser takes for usual. */
    private readonly yaml: '1.1' | '1.2',
  ) {
    this.report = new ValidationReport(pkg, version);
  }

  public parseManifest(manifest: string): unknown[] {
    return [parseAllDocuments(readFileSync(this.fileOf(manifest), 'utf8'), { logLevel: 'silent', version: this.yaml })]
      .flat()
      .map((document) => document.toJS());
  }
}

class ValidationReport {
  private readonly violations: Violation[] = [];
  private status?: string;

  public constructor(
    private readonly pkg: string,
    private readonly version: string,
  ) {}

  public addViolation(violation: Violation): void {
    if (this.status !== undefined) throw new Error('violations cannot be added to a report that was submitted');
    this.violations.push(violation);
  }

  public submit(status: string): void {
    this.status = status;
  }

  public get success(): boolean {
    return this.toJson().success;
  }

  public toJson(): Report {
    if (this.status === undefined) throw new Error(`the plugin "${this.pkg}" has not submitted its report`);
    const { pkg, version, violations } = this;
    return { plugin: pkg, version, success: this.status === 'success', violations };
  }
}
