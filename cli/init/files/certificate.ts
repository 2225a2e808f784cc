/** The certificate of a private authority, in the project: it is public, and CI and laptops need it too. */
export const CERTIFICATE_FILE = 'infisical-ca.pem';

/** Where the operator finds it in the cluster. */
export const CERTIFICATE_SECRET = 'infisical-ca';
export const CERTIFICATE_KEY = 'ca.crt';
