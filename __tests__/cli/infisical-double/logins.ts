import { ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, IDENTITY_ID, JWT } from './canaries';
import { ERRORS, type ErrorRow } from './error-rows';

/** The logins, with the lock that three wrong tries put on them. */
export class Logins {
  private wrong = 0;
  private issued = 0;

  public constructor(private readonly refusal?: ErrorRow) {}

  public universal(body: Record<string, unknown>): ErrorRow | object {
    return this.answer(body.clientId === CLIENT_ID && body.clientSecret === CLIENT_SECRET);
  }

  public oidc(body: Record<string, unknown>): ErrorRow | object {
    return this.answer(body.identityId === IDENTITY_ID && body.jwt === JWT);
  }

  /** The last token that was given out is the one that counts. */
  public accepts(authorization: string | undefined): boolean {
    return authorization === `Bearer ${ACCESS_TOKEN}` || authorization === `Bearer ${this.token()}`;
  }

  private answer(isRight: boolean): ErrorRow | object {
    if (this.refusal) return this.refusal;
    if (this.wrong >= 3) return ERRORS.locked;
    if (!isRight) {
      this.wrong++;
      return ERRORS.invalidCredentials;
    }
    this.issued++;
    return { accessToken: this.token(), expiresIn: 2_592_000, accessTokenMaxTTL: 2_592_000, tokenType: 'Bearer' };
  }

  private token(): string {
    return `${ACCESS_TOKEN}-${this.issued}`;
  }
}
