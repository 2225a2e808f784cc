/**
 * What fetches the secret keys of a local stack, and starts docker compose with them.
 */
export enum LocalRunner {
  /**
   * `cdk8s-infisical run`: each key comes from its own places, as in the cluster, under a name that nothing else has, and
   * no other key comes with it. It is found in `node_modules/.bin` or as the binary, never downloaded.
   */
  CDK8S_INFISICAL = 'cdk8s-infisical',

  /**
   * `infisical run` of the Infisical CLI, for teams without Node. It reads folders of one environment of one project as
   * one, and gives docker compose every key in them by its own name: a stack that needs more is an error (rules L1, L3,
   * L7, L8).
   */
  INFISICAL_CLI = 'infisical',
}
