import { ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, IDENTITY_ID, JWT } from './canaries';
import { ERRORS, type ErrorRow } from './error-rows';

/** The logins, with the lock that three wrong tries put on them. */
export class Logins {
  private wrong = 0;
  /** How many requests each token is still good for. */
  private readonly left = new Map<string, number>([[ACCESS_TOKEN, Number.POSITIVE_INFINITY]]);

  public constructor(
    private readonly refusal?: ErrorRow,
    private readonly requestsPerToken = Number.POSITIVE_INFINITY,
  ) {}

  public universal(body: Record<string, unknown>): ErrorRow | object {
    return this.answer(body.clientId === CLIENT_ID && body.clientSecret === CLIENT_SECRET);
  }

  public oidc(body: Record<string, unknown>): ErrorRow | object {
    return this.answer(body.identityId === IDENTITY_ID && body.jwt === JWT);
  }

  public accepts(authorization: string): boolean {
    const token = authorization.replace('Bearer ', '');
    const left = this.left.get(token) ?? 0;
    this.left.set(token, left - 1);
    return left > 0;
  }

  private answer(isRight: boolean): ErrorRow | object {
    if (this.refusal) return this.refusal;
    if (this.wrong >= 3) return ERRORS.locked;
    if (!isRight) {
      this.wrong++;
      return ERRORS.invalidCredentials;
    }
    const accessToken = `${ACCESS_TOKEN}-${this.left.size}`;
    this.left.set(accessToken, this.requestsPerToken);
    return { accessToken, expiresIn: 2_592_000, accessTokenMaxTTL: 2_592_000, tokenType: 'Bearer' };
  }
}
