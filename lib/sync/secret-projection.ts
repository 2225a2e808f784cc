/**
 * Which secrets at the sources go into a managed Secret.
 */
export enum SecretProjection {
  /**
   * All secrets at the sources.
   */
  ALL = 'all',

  /**
   * Only the keys that are used: those that a workload got by `secretKeys`, `envValue` or `injectInto`, and what the
   * template makes. A key that is missing in Infisical fails the sync with its name.
   */
  SELECTED = 'selected',
}
