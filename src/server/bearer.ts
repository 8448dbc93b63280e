import type { AuthInfo } from '@modelcontextprotocol/server';
import { OAuthError, OAuthErrorCode, requireBearerAuth } from '@modelcontextprotocol/server';

/** A gate in front of a request: the caller's `AuthInfo`, or the refusal to send. */
export function bearerGate(token: string): (request: Request) => Promise<AuthInfo | Response> {
  const expected = digest(token);
  return requireBearerAuth({
    verifier: {
      verifyAccessToken: async (given) => {
        if (!equal(await digest(given), await expected))
          throw new OAuthError(
            OAuthErrorCode.InvalidToken,
            'The token is not the one this server was started with.',
          );
        return { token: '', clientId: 'token', scopes: [], expiresAt: Math.floor(Date.now() / 1000) + 3600 };
      },
    },
  });
}

/** Comparing digests takes the same time whatever the guess has in common with the token, its length included. */
const digest = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}
