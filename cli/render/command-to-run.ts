import type { Rendering } from '../manifests/folders-to-render';
import type { ReadProblem } from '../manifests/read-manifests';
import { shellWord } from '../shell/word';
import { releaseName } from './helm/release-name';

/**
 * What to do about a folder that somebody has to render, as the one who runs the command would write it.
 *
 * @param command the one that reads what is piped in; absent where it takes none
 */
export function withCommandToRun(problem: ReadProblem, command: string | undefined): ReadProblem {
  const { rendering, message } = problem;
  if (rendering === undefined) return problem;
  const [what] = message.split(': ');
  const pipe =
    command === undefined ? '' : `run \`${renderingCommand(rendering)} | cdk8s-infisical ${command} -\`, or `;
  return { ...problem, message: `${what}: ${pipe}give --render` };
}

function renderingCommand({ by, rendered, name }: Rendering): string {
  // What begins with a hyphen would be an option.
  const folder = shellWord(rendered.startsWith('-') ? `./${rendered}` : rendered);
  return by === 'kustomize' ? `kubectl kustomize ${folder}` : `helm template ${releaseName(name, rendered)} ${folder}`;
}

/** How the lines of a rendering are told from those of a file: `charts/shop (helm template)`. */
export function renderedName({ by, rendered }: Rendering): string {
  return `${rendered} (${by === 'helm' ? 'helm template' : 'kubectl kustomize'})`;
}
