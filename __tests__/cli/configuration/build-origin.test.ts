import { buildOrigin } from '../../../cli/configuration/build-origin';

const OWN = { kind: 'own' };
const TO_MAIN = { kind: 'pull-request', base: 'origin/main' };
const SOMEWHERE = { kind: 'pull-request' };
const UNKNOWN = { kind: 'unknown' };

test.each<[string, NodeJS.ProcessEnv, object]>([
  ['no CI', {}, OWN],
  ['no CI that says so', { CI: 'false' }, OWN],
  ['a push on GitHub', { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_BASE_REF: '' }, OWN],
  ['a schedule on GitHub', { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'schedule' }, OWN],
  [
    'a pull request on GitHub',
    { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' },
    TO_MAIN,
  ],
  [
    'one with the rights of the target, which may have checked out a fork as its origin',
    { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_BASE_REF: 'main' },
    UNKNOWN,
  ],
  [
    'a comment, on which anything may be checked out',
    { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'issue_comment' },
    UNKNOWN,
  ],
  ['a workflow after another one', { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'workflow_run' }, UNKNOWN],
  ['GitHub without an event', { GITHUB_ACTIONS: 'true' }, UNKNOWN],
  [
    'a pull request that was started by hand',
    { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/pull/7/merge' },
    UNKNOWN,
  ],
  ['a branch on GitLab', { CI: 'true', GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'push' }, OWN],
  [
    'a merge request on GitLab',
    {
      GITLAB_CI: 'true',
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    },
    TO_MAIN,
  ],
  ['one that does not name the target', { GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'merge_request_event' }, SOMEWHERE],
  [
    'a pull request on Azure DevOps',
    { TF_BUILD: 'True', BUILD_REASON: 'PullRequest', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' },
    TO_MAIN,
  ],
  ['a branch on Azure DevOps', { TF_BUILD: 'True', BUILD_REASON: 'IndividualCI' }, OWN],
  [
    'a pull request on Bitbucket',
    { CI: 'true', BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_PR_ID: '7', BITBUCKET_PR_DESTINATION_BRANCH: 'main' },
    TO_MAIN,
  ],
  ['a branch on Bitbucket', { CI: 'true', BITBUCKET_BUILD_NUMBER: '1' }, OWN],
  [
    'a pull request on Buildkite',
    { CI: 'true', BUILDKITE: 'true', BUILDKITE_PULL_REQUEST: '7', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' },
    TO_MAIN,
  ],
  ['a branch on Buildkite', { CI: 'true', BUILDKITE: 'true', BUILDKITE_PULL_REQUEST: 'false' }, OWN],
  ['a change on Jenkins', { JENKINS_URL: 'https://jenkins.example', CHANGE_ID: '7', CHANGE_TARGET: 'main' }, TO_MAIN],
  ['another job on Jenkins', { JENKINS_URL: 'https://jenkins.example' }, UNKNOWN],
  ['any other CI', { CI: 'true' }, UNKNOWN],
  ['AWS CodeBuild, which sets no CI', { CODEBUILD_BUILD_ID: 'shop:1' }, UNKNOWN],
  ['TeamCity, which sets no CI', { TEAMCITY_VERSION: '2026.1' }, UNKNOWN],
  ['Bamboo, which sets no CI', { bamboo_planKey: 'SHOP-1' }, UNKNOWN],
  ['Google Cloud Build, which sets no CI', { BUILDER_OUTPUT: '/builder/outputs' }, UNKNOWN],
])('%s', (_, env, origin) => {
  expect(buildOrigin(env)).toEqual(origin);
});
