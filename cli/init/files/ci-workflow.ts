/** The same for every project. */
export const CI_WORKFLOW = `name: ci
on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read
  id-token: write # logs in to Infisical without a stored secret

jobs:
  verify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0 # report --diff compares with the base branch
      - uses: actions/setup-node@v5
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npm run check
      - run: npm test

      - name: dist/ is what the code makes
        run: npx cdk8s-infisical synth --check

      # A machine identity that may describe secrets, and read none. Its id is a variable of the repository.
      - name: Every key exists in every environment
        if: vars.INFISICAL_IDENTITY_ID != ''
        run: npx cdk8s-infisical check --format github
        env:
          INFISICAL_MACHINE_IDENTITY_ID: \${{ vars.INFISICAL_IDENTITY_ID }}

      - name: Who gains a key, and who loses one
        if: github.event_name == 'pull_request'
        run: npx cdk8s-infisical report --diff "origin/$GITHUB_BASE_REF" --format markdown >> "$GITHUB_STEP_SUMMARY"
`;
