import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

const LARGEST = 1024 * 1024;
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/**
 * The certificates in a PEM file, and nothing else of it: a certificate is public, a key beside it is not.
 *
 * @throws if there is none, or one that cannot be read
 */
export function certificatesIn(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error('names no file');
  if (found.size > LARGEST) throw new Error('is larger than a megabyte: give the certificate of the authority alone');
  const blocks = [...readFileSync(file, 'latin1').matchAll(BLOCK)];
  const certificates = blocks.filter(([, label]) => label === 'CERTIFICATE').map(([block]) => block);
  if (certificates.length < blocks.length || certificates.length === 0) {
    const has = certificates.length === 0 ? 'has no certificate' : 'has more than certificates';
    throw new Error(`${has}: give the PEM file with the certificate of the authority, without any key`);
  }
  return certificates.map((block) => new X509Certificate(readableCertificate(block)).toString()).join('');
}

function readableCertificate(block: string): string {
  try {
    new X509Certificate(block);
  } catch {
    throw new Error('has a certificate that cannot be read: is it PEM (-----BEGIN CERTIFICATE-----)?');
  }
  return block;
}
