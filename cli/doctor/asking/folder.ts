import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Configuration, NO_CONFIGURATION } from '../../../lib/configuration/configuration';
import { configurationIn } from '../../configuration/configuration';
import { parentsOf } from '../../files/parents';
import { readableOutput } from '../../files/readable-output';
import { readManifests } from '../../manifests/read-files';
import type { ReadManifests } from '../../manifests/read-manifests';
import { withExceptions } from '../../manifests/unread-exceptions';
import { projectSettings } from '../../synth/project-settings';
import type { CommittedOutput, ReadOutput } from '../checks/output';
import { type FoundConfiguration, type FoundSettings, programFiles } from '../checks/settings';
import { committedOutput } from './committed-output';

/** What cdk8s.yaml says; nothing of it is run. */
export async function foundSettings(): Promise<FoundSettings> {
  if (!existsSync('cdk8s.yaml')) {
    const above = parentsOf(resolve('.'))
      .slice(1)
      .map((folder) => join(folder, 'cdk8s.yaml'));
    const nearest = above.find((file) => existsSync(file));
    return { absent: true, ...(nearest !== undefined && { above: nearest }) };
  }
  try {
    const { app, output } = await projectSettings('.', {});
    return { app, output, program: programFiles(app).map((file) => ({ file, isThere: existsSync(file) })) };
  } catch (error) {
    return {
      mistakes: mistakesOf(error)
        .map((mistake) => mistake.trim().replace(/^cdk8s\.yaml: ?/, ''))
        .filter(Boolean),
    };
  }
}

export function foundConfiguration(): { readonly found: FoundConfiguration; readonly configuration: Configuration } {
  try {
    const { configuration } = configurationIn('') ?? {};
    return { found: configuration === undefined ? 'absent' : 'read', configuration: configuration ?? NO_CONFIGURATION };
  } catch (error) {
    const mistakes = mistakesOf(error).map((mistake) => mistake.replace(/^cdk8s-infisical\.yaml: /, ''));
    return { found: { mistakes }, configuration: NO_CONFIGURATION };
  }
}

/** An error of one line, or with several things to say. */
function mistakesOf(error: unknown): string[] {
  const { problems, message } = error as { problems?: readonly string[]; message: string };
  return problems === undefined ? [message] : [...problems];
}

export interface FoundOutput {
  readonly manifests: ReadManifests['manifests'];
  readonly read?: ReadOutput;
  readonly committed?: CommittedOutput;
}

export function foundOutput(output: string, { unread }: Configuration): FoundOutput {
  if (!existsSync(readableOutput(output))) return { manifests: [] };
  const all = readManifests([output]);
  const { left } = withExceptions(all, unread, [output]);
  const read = { manifests: all.manifests.length, problems: left };
  // While a synth swaps it, git has nothing to look at.
  return { manifests: all.manifests, read, ...(existsSync(output) && { committed: committedOutput(output) }) };
}
