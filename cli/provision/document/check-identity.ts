import type { CiSettings } from '../../../lib/configuration/configuration';
import { withoutSlashes } from '../../../lib/model/host';
import { COMMENT } from '../../languages/terraform-json';
import type { Role } from '../../roles/role';
import { CHECK } from '../declared/installation';
import { type Blocks, joinedBlocks } from './blocks';
import { identityBlocks, identityIdOf, type MachineIdentity } from './identities';
import { labelOf } from './labels';
import { CI_TOKEN } from './token';
import { universalBlocks } from './universal-auth';

/** As whom `check` asks for names: nobody who could read a value. */
export function checkIdentityBlocks(
  roles: readonly Role[],
  ci: CiSettings | undefined,
  identity: Omit<MachineIdentity, 'name' | 'notes' | 'roles'>,
): Blocks {
  if (roles.length === 0) return {};
  const own: MachineIdentity = { ...identity, name: CHECK, roles, notes: [FOR_CHECK] };
  return joinedBlocks([
    identityBlocks(own),
    ci === undefined ? universalBlocks(own, NOTES, CI_TOKEN) : oidcBlocks(own, ci),
  ]);
}

const FOR_CHECK =
  'As whom cdk8s-infisical check, import and doctor ask for names of keys: it cannot read a value. Its id (an output) is INFISICAL_MACHINE_IDENTITY_ID in the job; the workflow that init writes has it from INFISICAL_IDENTITY_ID, a variable of the repository.';

const NOTES = [
  'Give both to the CI as INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET. In GitHub and GitLab no secret is needed: provision.ci in cdk8s-infisical.yaml says which repository logs in.',
];

/** The provider cannot take over how an identity logs in by OIDC. */
function oidcBlocks(identity: MachineIdentity, ci: CiSettings): Blocks {
  if (identity.existingId !== undefined) return {};
  const body = {
    [COMMENT]: [OIDC],
    identity_id: identityIdOf(identity),
    ...(ci.provider === 'github' ? githubClaims(ci) : gitlabClaims(ci)),
    ...CI_TOKEN,
  };
  return { resource: { infisical_identity_oidc_auth: { [labelOf(identity.name)]: body } } };
}

const OIDC = 'Only these jobs of the CI log in, with the token that the CI makes for them: there is no secret.';

const GITHUB = 'https://token.actions.githubusercontent.com';

function githubClaims({ repository, url, branch = 'main', environment, audience }: CiSettings) {
  const [owner] = repository.split('/');
  const issuer = url === undefined ? GITHUB : `${withoutSlashes(url)}/_services/token`;
  const jobs = environment === undefined ? `{pull_request,ref:refs/heads/${branch}}` : `environment:${environment}`;
  return {
    oidc_discovery_url: issuer,
    bound_issuer: issuer,
    bound_audiences: [audience ?? `${withoutSlashes(url ?? 'https://github.com')}/${owner}`],
    bound_subject: `repo:${repository}:${jobs}`,
    bound_claims: { repository },
  };
}

/** The subject of a merge request names its branch, which may be any: claims of their own say the rest. */
function gitlabClaims({ repository, url, branch, environment, audience }: CiSettings) {
  const issuer = withoutSlashes(url ?? 'https://gitlab.com');
  return {
    oidc_discovery_url: issuer,
    bound_issuer: issuer,
    bound_audiences: [audience ?? issuer],
    bound_claims: {
      project_path: repository,
      ...(branch !== undefined && { ref: branch, ref_type: 'branch' }),
      ...(environment !== undefined && { environment }),
    },
  };
}
