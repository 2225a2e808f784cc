import { environmentProblem } from './file-names';

/** The folder for manifests: that which is given, or that of the run, or `dist`. */
export function outputFolder(outdir?: string): string {
  // A variable that is empty is not set: CI systems write it so.
  return [outdir, process.env.CDK8S_OUTDIR].find((one) => one !== undefined && String(one).trim() !== '') ?? 'dist';
}

/**
 * The folder of an environment in it.
 *
 * @throws if the environment is no name for a folder
 */
export function folderIn(output: string, environment: string | undefined): string {
  if (environment === undefined) return output;
  const problem = environmentProblem(environment);
  if (problem !== undefined) throw new Error(problem);
  return `${output}/${environment}`;
}
