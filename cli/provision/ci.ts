import type { CiSettings } from '../../lib/configuration/configuration';
import { ciSchema } from '../../lib/configuration/provision-schema';
import { ProblemsError } from '../terminal/failure-text';
import type { ProvisionOptions } from './options';

/**
 * The CI in which `check` runs: flags come before the configuration.
 *
 * @throws ProblemsError if nobody could log in from it
 */
export function ciOf(options: ProvisionOptions, configured?: CiSettings): CiSettings | undefined {
  const { github, gitlab, branch } = options;
  const repository = github ?? gitlab;
  const provider = github === undefined ? 'gitlab' : 'github';
  const base = repository === undefined ? configured : ({ provider, repository } as const);
  const forms = formProblems({ github, gitlab, branch });
  const problems = forms.length > 0 ? forms : ciProblems(base, branch);
  if (problems.length > 0) throw new ProblemsError(problems);
  return base && { ...base, ...(branch !== undefined && { branch }) };
}

function formProblems({ branch, ...repositories }: Pick<ProvisionOptions, 'github' | 'gitlab' | 'branch'>): string[] {
  const { properties } = ciSchema();
  const flags = [
    ...Object.entries(repositories).map(([flag, text]) => [flag, 'repository', text] as const),
    ['branch', 'branch', branch] as const,
  ];
  return flags.flatMap(([flag, field, text]) => {
    const schema = properties[field];
    if (text === undefined || schema.type !== 'string' || new RegExp(schema.pattern ?? '', 'u').test(text)) return [];
    return [`--${flag}: found ${JSON.stringify(text)}, ${schema.errorMessage}`];
  });
}

function ciProblems(ci: CiSettings | undefined, branch: string | undefined): string[] {
  if (ci === undefined)
    return branch === undefined ? [] : ['--branch is one of a repository: it needs --github or --gitlab'];
  return ci.provider === 'github' && ci.repository.split('/').length > 2
    ? [
        `the repository of GitHub: found ${JSON.stringify(ci.repository)}, write owner and repository, such as acme/shop`,
      ]
    : [];
}
