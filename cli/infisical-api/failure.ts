/** What went wrong with a request, as far as what to do next depends on it. */
export type FailureKind =
  /** Worth another try. */
  | 'network'
  | 'server'
  /** The connection cannot be made, and another try would end the same: its certificate, its name, its protocol. */
  | 'unreachable'
  /** Nobody knows its name: it is wrong, or there is no network. */
  | 'unknown-host'
  /** The time of the whole run is over. */
  | 'out-of-time'
  | 'rate-limited'
  /** The folder, the environment or the project is not there. */
  | 'absent'
  /** This Infisical does not know the route. */
  | 'unknown-route'
  /** The token is not valid, or not any more. */
  | 'token'
  /** Nobody gets on with this host: the login was refused, or it is no Infisical. */
  | 'login'
  /** The identity may not describe secrets there. */
  | 'forbidden'
  | 'other';

/** That Infisical did not give what it was asked for. The message quotes nothing of the answer. */
export class Failure extends Error {
  public constructor(
    public readonly kind: FailureKind,
    message: string,
    /** How long Infisical wants to be left alone. */
    public readonly waitMilliseconds?: number,
  ) {
    super(message);
  }
}

/** That an answer carries the value of a secret: nothing of it may be kept, and nobody may ask again. */
export class ValueReceived extends Error {
  public constructor(host: string) {
    super(
      `${host} sent the value of a secret although it was asked for names only. Everything was dropped, nothing was printed or kept. ` +
        'An old Infisical does not know viewSecretValue=false (update it), and the own personal secrets of a user are never hidden (use a machine identity).',
    );
  }
}
