/** Whose files a folder holds, as far as the environment tells: a pull request can change each of them. */
export type BuildOrigin =
  | { readonly kind: 'own' }
  /** What is in the files of `base` has been merged. */
  | { readonly kind: 'pull-request'; readonly base?: string }
  /** A CI that does not tell. */
  | { readonly kind: 'unknown' };

type Env = NodeJS.ProcessEnv;

const OWN: BuildOrigin = { kind: 'own' };

/** The events of GitHub Actions that run on what is in the repository; the others may have checked out anything. */
const GITHUB_OWN_EVENTS: readonly string[] = ['push', 'schedule', 'workflow_dispatch', 'merge_group', 'release'];

/** What is built here: of a CI by its variables, elsewhere what somebody has in the own folder. */
export function buildOrigin(env: Env): BuildOrigin {
  if (isSet(env.GITHUB_ACTIONS)) return originOnGitHub(env);
  if (isSet(env.GITLAB_CI)) {
    const target =
      env.CI_MERGE_REQUEST_TARGET_BRANCH_NAME || env.CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME || undefined;
    return pullRequest(target, env.CI_PIPELINE_SOURCE?.endsWith('request_event') === true);
  }
  if (isSet(env.TF_BUILD)) return pullRequest(env.SYSTEM_PULLREQUEST_TARGETBRANCH, env.BUILD_REASON === 'PullRequest');
  if (env.BITBUCKET_BUILD_NUMBER) return pullRequest(env.BITBUCKET_PR_DESTINATION_BRANCH, isSet(env.BITBUCKET_PR_ID));
  if (isSet(env.BUILDKITE))
    return pullRequest(env.BUILDKITE_PULL_REQUEST_BASE_BRANCH, isSet(env.BUILDKITE_PULL_REQUEST));
  if (env.CHANGE_ID) return pullRequest(env.CHANGE_TARGET, true);
  return OTHER_CI.some((variable) => isSet(env[variable])) ? { kind: 'unknown' } : OWN;
}

/** What the others set; not all of them `CI`: AWS CodeBuild, TeamCity, Bamboo, GoCD, Prow, Harness, Google Cloud Build. */
const OTHER_CI: readonly string[] = [
  ...['CI', 'CONTINUOUS_INTEGRATION', 'CI_NAME', 'BUILD_ID', 'BUILD_NUMBER', 'RUN_ID', 'JENKINS_URL'],
  ...['CODEBUILD_BUILD_ID', 'CODEBUILD_BUILD_ARN', 'TEAMCITY_VERSION', 'bamboo_planKey', 'GO_PIPELINE_NAME'],
  ...['PROW_JOB_ID', 'HARNESS_BUILD_ID', 'BUILDER_OUTPUT', 'TASKCLUSTER_ROOT_URL', 'BITBUCKET_COMMIT', 'DRONE'],
];

function originOnGitHub(env: Env): BuildOrigin {
  const { GITHUB_BASE_REF: base, GITHUB_EVENT_NAME: event = '', GITHUB_REF: ref = '' } = env;
  // With the rights of the target, `origin` may be the fork that was checked out.
  if (event === 'pull_request') return pullRequest(base, true);
  return GITHUB_OWN_EVENTS.includes(event) && !ref.startsWith('refs/pull/') ? OWN : { kind: 'unknown' };
}

function pullRequest(target: string | undefined, isOne: boolean): BuildOrigin {
  if (target) return { kind: 'pull-request', base: `origin/${target.replace(/^refs\/heads\//, '')}` };
  return isOne ? { kind: 'pull-request' } : OWN;
}

function isSet(variable: string | undefined): boolean {
  return !['', '0', 'false'].includes(variable ?? '');
}
