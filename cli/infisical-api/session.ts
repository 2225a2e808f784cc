import type { Credentials } from './credentials';
import { Failure } from './failure';
import { type LoginContext, logIn } from './login';

/** The login to one host, which all requests share. */
export class Session {
  private current: Promise<string> | undefined;
  private failed: Failure | undefined;
  private answered = false;

  public constructor(
    private readonly credentials: Credentials,
    private readonly context: LoginContext,
  ) {}

  /**
   * Runs a request with the token, and once more with a new one where the token has expired.
   *
   * @throws Failure; after one that concerns the login itself, always the same one without asking again
   */
  public async use<T>(request: (token: string) => Promise<T>): Promise<T> {
    if (this.failed) throw this.failed;
    const login = this.login();
    try {
      return await this.answer(request, login);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'token') throw error;
    }
    if (this.current === login) this.current = undefined;
    return this.again(request);
  }

  private async again<T>(request: (token: string) => Promise<T>): Promise<T> {
    const { credentials } = this;
    if (credentials.method === 'token')
      throw this.refuse(`the token in ${credentials.variable} is not valid, or has expired`);
    try {
      return await this.answer(request, this.login());
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'token') throw error;
      throw this.refuse('the access token is refused, right after the login');
    }
  }

  private async answer<T>(request: (token: string) => Promise<T>, login: Promise<string>): Promise<T> {
    try {
      const answer = await request(await login);
      this.answered = true;
      return answer;
    } catch (error) {
      // A host that never answered has been given all the time it gets.
      const hopeless =
        error instanceof Failure && (error.kind === 'login' || (error.kind === 'network' && !this.answered));
      if (hopeless) this.failed ??= error;
      throw error;
    }
  }

  private login(): Promise<string> {
    if (this.failed) return Promise.reject(this.failed);
    this.current ??= logIn(this.credentials, this.context);
    return this.current;
  }

  private refuse(what: string): Failure {
    this.failed ??= new Failure('login', `${this.context.host}: ${what}`);
    return this.failed;
  }
}
