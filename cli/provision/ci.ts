import type { CiSettings } from '../../lib/configuration/configuration';
import { ciSchema } from '../../lib/configuration/provision-schema';
import { ProblemsError } from '../terminal/failure-text';
import type { ProvisionOptions } from './options';

/**
 * The CI in which `check` runs: flags come before the configuration.
 *
 * @throws ProblemsError if nobody could log in from it
 */
export function ciOf({ github, gitlab, branch }: ProvisionOptions, configured: CiSettings = {}): CiSettings {
  const flags = { github, gitlab, branch };
  const given = Object.fromEntries(Object.entries(flags).filter(([, text]) => text !== undefined));
  const ci: CiSettings = { ...((github ?? gitlab) === undefined ? configured : {}), ...given };
  const problems = [...formProblems(given), ...contradictions(ci)];
  if (problems.length > 0) throw new ProblemsError(problems);
  return ci;
}

function formProblems(given: { readonly [flag: string]: string | undefined }): string[] {
  const { properties } = ciSchema();
  return Object.entries(given).flatMap(([flag, text = '']) => {
    const schema = properties[flag];
    if (schema.type !== 'string' || new RegExp(schema.pattern ?? '', 'u').test(text)) return [];
    return [`--${flag}: found ${JSON.stringify(text)}, ${schema.errorMessage}`];
  });
}

function contradictions({ github, gitlab, url, environment, ...others }: CiSettings): string[] {
  const isEmpty = (github ?? gitlab ?? url ?? environment ?? others.branch ?? others.audience) === undefined;
  if (isEmpty) return [];
  if (github !== undefined && gitlab !== undefined)
    return ['the CI: it is GitHub or GitLab, and "github" and "gitlab" are both given: take one away'];
  if ((github ?? gitlab) === undefined)
    return ['the CI: "github" or "gitlab" says whose jobs log in, and is missing: write github: acme/shop'];
  return [
    ...(github !== undefined && url !== undefined ? ['the CI: "url" is that of a GitLab: take it away'] : []),
    ...(gitlab !== undefined && environment !== undefined
      ? ['the CI: "environment" is one of GitHub: take it away']
      : []),
  ];
}
