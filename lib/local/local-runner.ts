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
   * `infisical run` of the Infisical CLI, for teams without Node: once for each folder, of one environment of one project.
   * Docker compose gets the declared keys by their own names, so that one key in two folders is an error, and whatever
   * else it cannot do (rules L1, L3, L7, L8).
   */
  INFISICAL_CLI = 'infisical',
}
