import { expect, test } from 'vitest';
import { addressKey } from './client-address.ts';

test('an IPv4 address counts by itself, also when written as IPv6', () => {
  expect(addressKey('203.0.113.9')).toBe('203.0.113.9');
  expect(addressKey('::ffff:203.0.113.9')).toBe('203.0.113.9');
});

test('all addresses of one IPv6 /64 count together, others apart', () => {
  const key = addressKey('2001:db8:0:7::1');
  expect(addressKey('2001:0DB8:0000:0007:ffff:1:2:3')).toBe(key);
  expect(addressKey('2001:db8:0:7:0:0:0:2%eth0')).toBe(key);
  expect(addressKey('2001:db8:0:8::1')).not.toBe(key);
  expect(addressKey('2001:db8::1')).not.toBe(key);
});

test('short forms expand to the right groups', () => {
  expect(addressKey('::1')).toBe('0:0:0:0::/64');
  expect(addressKey('fe80::')).toBe('fe80:0:0:0::/64');
  expect(addressKey('64:ff9b::203.0.113.9')).toBe('64:ff9b:0:0::/64');
});

test('what is no address stays as it is', () => {
  expect(addressKey('')).toBe('');
  expect(addressKey('unknown')).toBe('unknown');
});
