import { App, type AppProps, Chart } from 'cdk8s';
import { validateWithApp } from '../evaluation/app-validation';
import { declareEnvironment } from '../evaluation/environment-name';
import { constructsOf } from '../evaluation/one-rendering';
import { calledFrom } from '../evaluation/report/thrown-at';
import { misspeltIn } from '../props/misspelt-props';
import { guardSynth } from '../yaml/cdk8s-writer';
import { AppSynthesis } from './app-synthesis';
import { declare, forget } from './declared-apps';
import { keepFromOverwriting } from './folder-claims';
import { folderIn, outputFolder } from './output-folder';
import { type OutputFolder, takeNumber } from './process-run';
import { synthesize } from './synthesis';

/**
 * Properties of a `GitOpsApp`.
 */
export interface GitOpsAppProps extends AppProps {
  /**
   * Name of the environment: the folder for its manifests inside the output folder.
   *
   * @default - the manifests go to the output folder itself
   */
  readonly environment?: string;
}

/**
 * A cdk8s `App` whose output folder can live in git: it writes the same files as `App`, in time linear in the number of
 * objects, and nothing but what has changed.
 *
 * - Everything is validated and rendered before anything is written. Two objects of one group, kind, namespace and name
 *   are an error, and so are two charts that would write the same file.
 * - Two apps that write one folder in one run are an error: each would remove or overwrite the files of the other. The
 *   same app may be synthesized again.
 * - A file whose contents stay is not written again, and the manifest of a chart that is gone is removed. The file
 *   `.manifests` lists what was written; no other file is touched.
 * - The files are those of `App` byte for byte, but for texts and numbers that kubectl, Argo CD or a reader of YAML 1.1
 *   would take for something else, such as `-_6` or `0o17`: those are quoted or escaped. Half of a character is an error.
 * - Other output types than one file per chart, charts that override `toJson`, and dependencies in a circle are left to
 *   `App.synth`, but for the texts.
 * - An app that is never synthesized says so at the end of the process, where `CDK8S_OUTDIR` is set.
 */
export class GitOpsApp extends App {
  /** @internal */
  public readonly _number = takeNumber();
  private readonly environment: string | undefined;

  /**
   * @throws if `environment` is no name for a folder, or a prop is misspelt
   */
  public constructor(props: GitOpsAppProps = {}) {
    const [misspelt] = misspeltIn({ ...props }, APP_PROPS);
    if (misspelt !== undefined) throw new Error(misspelt.message);
    const { outdir, environment } = { ...props };
    super({ ...props, outdir: folderIn(outputFolder(outdir), environment) });
    this.environment = environment;
    if (environment !== undefined) declareEnvironment(this, environment);
    validateWithApp(this);
    guardSynth(keepFromOverwriting);
    declare(this._number, {
      title: () => this.title(),
      noun: 'app',
      at: calledFrom(),
      places: () => [this._outputFolder(() => this.title())],
    });
  }

  /**
   * Writes the manifests of all charts.
   *
   * @throws with all mistakes at once; nothing is written then
   */
  public override synth(): void {
    forget(this._number);
    const synthesis = new AppSynthesis(this, this.environment);
    synthesize({
      owner: this,
      outcome: `nothing is written to ${this.outdir}`,
      apps: [{ synthesis, number: this._number, output: this._outputFolder(() => this.title()) }],
      parts: [],
      findings: () => [],
      claims: [],
    });
  }

  /**
   * @returns the manifests of all charts as one text
   */
  public override synthYaml(): string {
    forget(this._number);
    return super.synthYaml();
  }

  /** @internal */
  public _outputFolder(title: () => string, isOfProject = false): OutputFolder {
    const kind = this.environment === undefined ? 'outdir' : 'environment';
    return {
      folder: this.outdir,
      kind,
      isOfProject,
      // Charts are looked up where a message is due only.
      get title() {
        return title();
      },
    };
  }

  /** What a user knows it by. */
  private title(): string {
    const charts = constructsOf(this).filter((construct) => construct instanceof Chart);
    const ids = charts.map(({ node }) => `"${node.path}"`);
    const shown = ids.length > MOST_CHARTS ? [...ids.slice(0, MOST_CHARTS), '…'] : ids;
    const of = this.environment === undefined ? 'without an environment' : `of the environment "${this.environment}"`;
    return `the app ${of} with ${shown.length === 0 ? 'no chart' : `the chart${ids.length > 1 ? 's' : ''} ${shown.join(', ')}`}`;
  }
}

const MOST_CHARTS = 5;

const APP_PROPS: Required<{ [prop in keyof GitOpsAppProps]: true }> = {
  environment: true,
  outdir: true,
  outputFileExtension: true,
  yamlOutputType: true,
  recordConstructMetadata: true,
  resolvers: true,
};
