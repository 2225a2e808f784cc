import type { Rendering } from '../manifests/folders-to-render';
import type { ReadProblem } from '../manifests/read-manifests';
import { shellWord } from '../shell/word';
import type { ToldVersions } from './helm/api-versions';
import { versionsAskedBy } from './helm/asked-versions';
import { chartFolder } from './helm/chart-folder';
import { releaseName } from './helm/release-name';

/** How the one who runs the command reads what is piped in, and what is told of the cluster. */
export interface CommandContext {
  /** The command that reads what is piped in; absent where it takes none. */
  readonly command?: string;
  readonly namespace?: string;
  readonly told: ToldVersions;
  /** Where a folder is that the user knows by a path; undefined where it is not here. */
  readonly at: (folder: string) => string | undefined;
}

/** What to do about a folder that somebody has to render, as the one who runs the command would write it. */
export function withCommandToRun(problem: ReadProblem, context: CommandContext): ReadProblem {
  const { command } = context;
  const { rendering, message } = problem;
  if (rendering === undefined) return problem;
  const [what] = message.split(': ');
  const pipe =
    command === undefined ? '' : `run \`${renderingCommand(rendering, context)} | cdk8s-infisical ${command} -\`, or `;
  return { ...problem, message: `${what}: ${pipe}give --render` };
}

function renderingCommand({ by, rendered, name }: Rendering, { namespace, told, at }: CommandContext): string {
  // What begins with a hyphen would be an option.
  const folder = shellWord(rendered.startsWith('-') ? `./${rendered}` : rendered);
  if (by === 'kustomize') return `kubectl kustomize ${folder}`;
  const place = at(rendered);
  const { kubernetesVersion } = told;
  // As it would be rendered here: a chart leaves out what it does not find.
  const flags = [
    ...(namespace === undefined ? [] : [`--namespace ${shellWord(namespace)}`]),
    ...(kubernetesVersion === undefined ? [] : [`--kube-version ${shellWord(kubernetesVersion)}`]),
    ...(place === undefined ? [] : flagsFor(place, told)),
  ];
  return ['helm template', releaseName(name, rendered), folder, ...flags].join(' ');
}

function flagsFor(place: string, told: ToldVersions): string[] {
  const chart = chartFolder(place);
  const versions = versionsAskedBy(place, told).map((version) => `--api-versions=${version}`);
  return [...versions, ...(typeof chart !== 'string' && chart.hasCrds ? ['--include-crds'] : [])];
}

/** How the lines of a rendering are told from those of a file: `charts/shop (helm template)`. */
export function renderedName({ by, rendered }: Rendering): string {
  return `${rendered} (${by === 'helm' ? 'helm template' : 'kubectl kustomize'})`;
}
