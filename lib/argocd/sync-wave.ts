/**
 * The sync waves of an app whose workloads start when their Secrets are there. Argo CD applies a wave when everything
 * of the wave before is healthy, for which it needs the checks of `ArgoCdHealthChecks`.
 */
export class SyncWave {
  /**
   * What needs nothing else: namespaces, service accounts and their roles, Secrets, connections to Infisical.
   */
  public static readonly FOUNDATION = -4;

  /**
   * Logins to Infisical (`InfisicalAuth`).
   */
  public static readonly AUTH = -3;

  /**
   * What makes Secrets (`SyncedSecret`, `DynamicSecret`).
   */
  public static readonly SECRET = -2;

  /**
   * Jobs that must end before workloads start, such as database migrations.
   */
  public static readonly MIGRATION = -1;

  /**
   * Everything else.
   */
  public static readonly WORKLOAD = 0;

  private constructor() {}
}
