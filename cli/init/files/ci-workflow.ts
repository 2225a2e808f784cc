import type { Answers } from '../answers';

/** The subject of the tokens that GitHub makes for pull requests and for the main branch of a repository. */
export function resourceOf({ repository }: Pick<Answers, 'repository'>): string {
  const [, name] =
    /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(repository) ?? [];
  return `repo:${name ?? 'OWNER/REPOSITORY'}:{pull_request,ref:refs/heads/main}`;
}

export function ciWorkflow(answers: Answers): string {
  return `name: ci
on:
  pull_request:
  push:
    branches: [main]

permissions: {}

jobs:
  verify:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # report --diff compares with the base branch
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - run: npm run check
      - run: npm test

      - name: dist/ is what the code makes
        run: npx --no-install cdk8s-infisical synth --check

      - name: Who gains a key, and who loses one
        if: \${{ !cancelled() && github.event_name == 'pull_request' }}
        run: npx --no-install cdk8s-infisical report --diff "origin/$GITHUB_BASE_REF" --format markdown >> "$GITHUB_STEP_SUMMARY"

  # Every key exists in every environment. Needs a machine identity of its own, never that of the operator, whose sync its
  # role would stop: one that may describe secrets, and read none:
  # \`npx cdk8s-infisical report --role terraform --for check\` writes its role. In Infisical it has OIDC Auth with
  #   issuer   https://token.actions.githubusercontent.com
  #   subject  ${resourceOf(answers)}
  # and its id is the variable INFISICAL_IDENTITY_ID of the repository. A pull request of a fork gets no token.
  keys:
    if: vars.INFISICAL_IDENTITY_ID != '' && !github.event.pull_request.head.repo.fork
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write # logs in to Infisical without a stored secret
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # the hosts that count are those of the base branch, not of the pull request
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 24
          cache: npm
      - run: npm ci --ignore-scripts
      - run: npx --no-install cdk8s-infisical check --format github
        env:
          INFISICAL_MACHINE_IDENTITY_ID: \${{ vars.INFISICAL_IDENTITY_ID }}
`;
}
