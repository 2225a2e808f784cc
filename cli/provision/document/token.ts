/** A token of the operator, in seconds: it logs in anew when that ends. */
export const OPERATOR_TOKEN = { access_token_ttl: 3600, access_token_max_ttl: 86_400 } as const;

/** A token of a job of the CI, in seconds. */
export const CI_TOKEN = { access_token_ttl: 600, access_token_max_ttl: 600 } as const;
