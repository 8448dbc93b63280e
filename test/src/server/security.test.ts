import { describe, expect, test } from 'vitest';
import { accessFor } from '../../../src/server/security.ts';

const TOKEN = 'a-token-of-enough-characters';

describe('accessFor', () => {
  test('loopback asks for nothing and knows its own names only', () => {
    expect(accessFor({ host: '127.0.0.1' })).toEqual({
      hosts: ['localhost', '127.0.0.1', '[::1]'],
      origins: ['localhost', '127.0.0.1', '[::1]'],
      pages: [],
      token: undefined,
    });
  });

  test.each(['192.168.1.5', '0.0.0.0', '::', 'example.org', ''])('S7 %j demands a token', (host) => {
    expect(() => accessFor({ host })).toThrow(expect.objectContaining({ code: 'TOKEN_REQUIRED' }));
  });

  test('a short token is refused', () => {
    expect(() => accessFor({ host: '::1', token: 'short' })).toThrow(
      expect.objectContaining({ code: 'TOKEN_WEAK' }),
    );
  });

  test('without a token, every address needs the names of its hosts', () => {
    expect(() => accessFor({ host: '0.0.0.0', open: true })).toThrow(
      expect.objectContaining({ code: 'HOSTS_REQUIRED' }),
    );
    expect(accessFor({ host: '0.0.0.0', open: true, hosts: ['box.lan'] }).hosts).toContain('box.lan');
  });

  test('with a token, every address may leave them out', () => {
    expect(accessFor({ host: '0.0.0.0', token: TOKEN }).hosts).toBeUndefined();
  });

  test('one address is its own host, in brackets where it is IPv6', () => {
    expect(accessFor({ host: '192.168.1.5', token: TOKEN }).hosts).toContain('192.168.1.5');
    expect(accessFor({ host: 'fd00::1', token: TOKEN }).hosts).toContain('[fd00::1]');
  });
});
