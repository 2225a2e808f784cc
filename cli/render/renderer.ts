import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Rendering } from '../manifests/folders-to-render';
import { projectOf } from '../manifests/manifest-files';
import { type LimitedRun, type RunLimits, runLimited } from '../processes/limited-run';
import { checkedOut, installedProgram } from '../processes/programs';
import { showProgress } from '../terminal/progress';
import { apiVersionsFor, type ToldVersions } from './helm/api-versions';
import { type ChartFolder, chartFolder } from './helm/chart-folder';
import { helmFailure } from './helm/helm-failure';
import { releaseName } from './helm/release-name';
import { kustomizationProblem } from './kustomize/kustomization-tree';
import { kustomizeFailure } from './kustomize/kustomize-failure';
import { emptyEnvironment, PrivateFolder } from './private-folder';

/** With what Helm renders, besides the chart. */
export interface RenderSettings {
  /** Paths of files with values, where they are. */
  readonly values: readonly string[];
  readonly namespace?: string;
  readonly told: ToldVersions;
  readonly limits?: RunLimits;
}

/** As much as one file may hold, and longer than any chart takes. */
const LIMITS: RunLimits = { seconds: 60, bytes: 32 * 1024 * 1024 };

/** Before that release, templates could have Helm ask for the addresses of hosts, and so tell them anything. */
const OLDEST_HELM = [3, 11, 1];

interface Program {
  readonly path: string;
  readonly args: readonly string[];
  readonly failure: (stderr: string) => string;
}

/** Runs the programs that are installed, each folder for itself, in an environment that holds nothing. */
export class Renderer {
  private readonly progress = showProgress();
  private helm: string | { readonly problem: string } | undefined;

  public constructor(
    private readonly settings: RenderSettings,
    private readonly own: PrivateFolder,
  ) {}

  /**
   * What the program writes, or why it does not.
   *
   * @param at where the folder is
   * @param project what it may take files of
   */
  public async render(
    rendering: Rendering,
    at: string,
    project = projectOf(realpathSync(at)),
  ): Promise<Buffer | string> {
    const { by, rendered } = rendering;
    const program = await (by === 'helm' ? this.helmFor(rendering, at) : this.kustomizeFor(at, project));
    if (typeof program === 'string') return program;
    const limits = this.settings.limits ?? LIMITS;
    this.progress.step(`rendering ${rendered}`, limits.seconds);
    return outputOf(await this.run(program.path, program.args, limits), program, limits);
  }

  public end(): void {
    this.progress.end();
  }

  private async helmFor(rendering: Rendering, at: string): Promise<Program | string> {
    const chart = chartFolder(at);
    if (typeof chart === 'string') return chart;
    this.helm ??= await this.findHelm(at);
    if (typeof this.helm !== 'string') return this.helm.problem;
    return { path: this.helm, args: this.helmArguments(rendering, at, chart), failure: helmFailure };
  }

  private helmArguments({ name, rendered }: Rendering, at: string, { name: own, hasCrds }: ChartFolder): string[] {
    const { values, namespace, told } = this.settings;
    const { kubernetesVersion } = told;
    return [
      ...['template', releaseName(name ?? own, rendered), realpathSync(at)],
      ...values.flatMap((file) => ['--values', file]),
      ...(namespace === undefined ? [] : ['--namespace', namespace]),
      ...(kubernetesVersion === undefined ? [] : ['--kube-version', kubernetesVersion]),
      ...apiVersionsFor(told).map((version) => `--api-versions=${version}`),
      ...(hasCrds ? ['--include-crds'] : []),
    ];
  }

  private async findHelm(at: string): Promise<string | { readonly problem: string }> {
    const path = installedProgram('helm', process.env.PATH, checkedOut([at]));
    if (path === undefined) return { problem: `${missing('helm')}: install Helm 3.11.1 or newer` };
    const { stdout } = await this.run(path, ['version', '--template', '{{.Version}}'], LIMITS);
    const version = stdout.toString('utf8').trim();
    const [, ...numbers] = /^v(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
    if (isAtLeast(numbers.map(Number), OLDEST_HELM)) return path;
    return {
      problem: `helm is ${version || 'of no known version'}: install 3.11.1 or newer, which asks nobody while it renders`,
    };
  }

  private async kustomizeFor(at: string, project: string): Promise<Program | string> {
    const problem = kustomizationProblem(at, project);
    if (problem !== undefined) return problem;
    const folder = realpathSync(at);
    const projects = checkedOut([at]);
    const kubectl = installedProgram('kubectl', process.env.PATH, projects);
    if (kubectl !== undefined) return { path: kubectl, args: ['kustomize', folder], failure: kustomizeFailure };
    const kustomize = installedProgram('kustomize', process.env.PATH, projects);
    if (kustomize !== undefined) return { path: kustomize, args: ['build', folder], failure: kustomizeFailure };
    return `${missing('kubectl, or kustomize,')}: install one`;
  }

  private run(path: string, args: readonly string[], limits: RunLimits): Promise<LimitedRun> {
    const cwd = this.own.folder('empty');
    const env = emptyEnvironment(cwd);
    return runLimited(path, args, { cwd, env, limits, onEnd: () => PrivateFolder.removeAll() });
  }
}

/** The real path of a file with values. Helm would fetch what it takes for a URL. */
export function valuesFile(file: string): string {
  if (!existsSync(file)) throw new Error(`--values ${file}: there is no such file`);
  return realpathSync(join(file));
}

function outputOf(run: LimitedRun, { failure }: Program, { seconds, bytes }: RunLimits): Buffer | string {
  if (run.stopped === 'time') return `it was not rendered after ${seconds} s`;
  if (run.stopped === 'size') return `it renders more than ${Math.floor(bytes / 1024 / 1024)} MiB`;
  return run.status === 0 ? run.stdout : failure(run.stderr);
}

function missing(name: string): string {
  return `there is no ${name} in the absolute folders of PATH outside of the checkout`;
}

function isAtLeast(version: readonly number[], oldest: readonly number[]): boolean {
  if (version.length < oldest.length) return false;
  const index = oldest.findIndex((number, place) => version[place] !== number);
  return index < 0 || version[index] > oldest[index];
}
