import type { Credentials } from './credentials';
import { Failure } from './failure';
import { type LoginContext, logIn } from './login';

interface Login {
  readonly token: Promise<string>;
  /** Whether an answer came with it: when it is refused later, it has expired. */
  worked: boolean;
}

const MOST_LOGINS = 5;

/** The login to one host, which all requests share. */
export class Session {
  private current: Login | undefined;
  private failed: Failure | undefined;
  private answered = false;

  public constructor(
    private readonly credentials: Credentials,
    private readonly context: LoginContext,
  ) {}

  /**
   * Runs a request with the token, and again with a new one where the token has expired.
   *
   * @throws Failure; after one that concerns the login itself, always the same one without asking again
   */
  public async use<T>(request: (token: string) => Promise<T>): Promise<T> {
    for (let logins = 1; ; logins++) {
      const login = this.login();
      try {
        const answer = await request(await login.token);
        login.worked = true;
        this.answered = true;
        return answer;
      } catch (error) {
        this.remember(error);
        if (!(error instanceof Failure) || error.kind !== 'token') throw error;
        if (this.credentials.method === 'token') {
          throw this.refuse(`the token in ${this.credentials.variable} is not valid, or has expired`);
        }
        if (!login.worked || logins === MOST_LOGINS) {
          throw this.refuse('the access token is refused, right after the login');
        }
        if (this.current === login) this.current = undefined;
      }
    }
  }

  private login(): Login {
    if (this.failed) throw this.failed;
    this.current ??= { token: logIn(this.credentials, this.context), worked: false };
    return this.current;
  }

  /** A host that never answered has been given all the time it gets. */
  private remember(error: unknown): void {
    if (!(error instanceof Failure)) return;
    const isFinal = ['login', 'unreachable', 'unknown-host'].includes(error.kind);
    if (isFinal || (error.kind === 'network' && !this.answered)) this.failed ??= error;
  }

  private refuse(what: string): Failure {
    this.failed ??= new Failure('login', `${this.context.host}: ${what}`);
    return this.failed;
  }
}
