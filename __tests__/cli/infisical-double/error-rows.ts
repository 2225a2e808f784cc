/** An answer that is no success, as Infisical words it. */
export interface ErrorRow {
  readonly status: number;
  readonly error: string;
  readonly message: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What Fastify answers itself has none. */
  readonly withoutRequestId?: boolean;
}

export const ERRORS = {
  tokenMissing: { status: 401, error: 'UnauthorizedError', message: 'Token missing' },
  tokenMalformed: { status: 403, error: 'TokenError', message: 'The provided access token is malformed.' },
  tokenExpired: { status: 403, error: 'TokenError', message: 'Your token has expired. Please re-authenticate.' },
  parameterMissing: { status: 400, error: 'BadRequest', message: 'Missing project id or environment' },
  notBoolean: {
    status: 422,
    error: 'ValidationFailure',
    message: [{ code: 'invalid_enum_value', path: ['recursive'] }],
  },
  notAMember: {
    status: 403,
    error: 'ProjectMembershipNotFound',
    message: 'You are not a member of this project with ID x. Please assign this identity to the project',
  },
  otherOrganization: {
    status: 403,
    error: 'ForbiddenError',
    message: 'This project does not belong to your selected organization.',
  },
  noPermission: { status: 403, error: 'PermissionDenied', message: 'You are not allowed to describeSecret on secrets' },
  invalidCredentials: { status: 401, error: 'UnauthorizedError', message: 'Invalid credentials' },
  locked: {
    status: 401,
    error: 'UnauthorizedError',
    message: 'This identity auth method is temporarily locked, please try again later',
  },
  secretExpired: { status: 401, error: 'UnauthorizedError', message: 'Access denied due to expired client secret' },
  secretUsedUp: {
    status: 401,
    error: 'UnauthorizedError',
    message: 'Access denied, client secret usage limit reached',
  },
  rateLimited: {
    status: 429,
    error: 'RateLimitExceeded',
    message: 'Rate limit exceeded. Please try again in 1 seconds',
  },
  internal: { status: 500, error: 'InternalServerError', message: 'Something went wrong' },
  unavailable: { status: 503, error: 'ServiceUnavailable', message: 'Try again' },
} as const satisfies Record<string, ErrorRow>;

export function projectNotFound(value: string): ErrorRow {
  return { status: 404, error: 'NotFound', message: `Project with ${value} not found` };
}

export function slugNotFound(slug: string): ErrorRow {
  return { status: 404, error: 'NotFound', message: `No project found with slug ${slug}` };
}

export function pathNotFound(path: string, environment: string): ErrorRow {
  const message = `Folder with path '${path}' in environment '${environment}' was not found. Please ensure the environment slug and secret path is correct.`;
  return { status: 404, error: 'SecretPathNotFound', message };
}

export function environmentNotFound(environment: string, projectId: string): ErrorRow {
  const message = `Environment with slug '${environment}' in project with ID ${projectId} not found`;
  return { status: 404, error: 'NotFound', message };
}

export function routeNotFound(route: string): ErrorRow {
  return { status: 404, error: 'Not Found', message: `Route GET:${route} not found`, withoutRequestId: true };
}

export function bodyOf({ status, error, message, withoutRequestId }: ErrorRow): string {
  return JSON.stringify({
    ...(withoutRequestId ? {} : { reqId: 'req-DoubleRequest1' }),
    statusCode: status,
    message,
    error,
  });
}
